package io.endoxa.text;

/** Verbs by which an author hands over to somebody else, as alternatives of a pattern. */
final class ReportingVerbs {
  /** Say something: may stand beside a quotation. */
  static final String SPEECH =
      "said|says|say|told|tells|stated|states|added|adds|argued|argues|argue|explained|explains"
          + "|insisted|insists|insist|claimed|claims|claim|noted|notes|wrote|writes|warned|warns"
          + "|asked|asks|replied|replies|responded|commented|remarked|declared|declares|asserted"
          + "|asserts|assert|suggested|maintained|alleged|alleges|complained"
          + "|continued|concluded|quipped|tweeted|posted";

  /** Take a position towards what somebody else holds. */
  static final String POSITION =
      "emphasi[sz]ed|emphasi[sz]es|emphasi[sz]e|stressed|stresses|stress|highlighted|highlights"
          + "|underscored|underscores|underlined|underlines|assured|assures|attributed|attributes"
          + "|attribute|dismissed|dismisses|speculated|speculates|speculate|believes|believe|thinks"
          + "|think|contended|contends|contend|denied|denies|deny|predicted|predicts|predict"
          + "|described|describes|estimated|estimates|acknowledged|acknowledges|admitted|admits"
          + "|praised|wondered|wonders|wonder|doubted|doubts|hailed|condemned|condemns|accused";

  private ReportingVerbs() {}
}
