package io.endoxa.text;

/** Verbs by which an author hands over to somebody else, as alternatives of a pattern. */
public final class ReportingVerbs {
  /** Say something: may stand beside a quotation. */
  public static final String SPEECH =
      "said|says|say|saying|told|tells|tell|stated|states|added|adds|argued|argues"
          + "|argue|explained|explains|insisted|insists|insist|claimed|claims|claim|noted"
          + "|notes|wrote|writes|warned|warns|asked|asks|replied|replies|responded|responds"
          + "|commented|comments|remarked|remarks|declared|declares|asserted|asserts|assert"
          + "|suggested|suggests|maintained|maintains|alleged|alleges|complained|complains"
          + "|continued|concluded|concludes|quipped|tweeted|posted|answered|answers"
          + "|objected|objects|recalled|recalls|repeated|repeats|announced|announces"
          + "|observed|observes|confirmed|confirms|reminded|reminds|shouted|whispered"
          + "|swears|swore|testified|testifies|retorted|retorts|countered|counters"
          + "|confessed|confesses|confided|relates|recounted|recounts";

  /** Take a position towards what somebody else holds. */
  public static final String POSITION =
      "emphasised|emphasises|emphasise|emphasized|emphasizes|emphasize|stressed"
          + "|stresses|stress|highlighted|highlights|underscored|underscores|underlined"
          + "|underlines|assured|assures|attributed|attributes|attribute|dismissed"
          + "|dismisses|speculated|speculates|speculate|believes|believe|believed|thinks"
          + "|think|thought|holds|hold|held|suspects|suspect|suspected|fears|fear|feared"
          + "|hopes|hope|hoped|contended|contends|contend|denied|denies|deny|predicted"
          + "|predicts|predict|described|describes|describe|calls|called|estimated"
          + "|estimates|estimate|acknowledged|acknowledges|admitted|admits|concedes"
          + "|conceded|praised|praises|wondered|wonders|wonder|doubted|doubts|doubt|hailed"
          + "|condemned|condemns|accused|accuses|blames|blamed|compares|compared|regards"
          + "|regarded|considers|considered|reckons|expects|expected|remembers|remembered"
          + "|rejects|rejected|agrees|agreed|disagrees|finds|knows|knew|sees|interprets"
          + "|reads";

  private ReportingVerbs() {}
}
