package io.endoxa.report;

/** The page that goes with a judge of any question. */
public final class JudgeCard {
  private JudgeCard() {}

  /**
   * The page, as Markdown; the file is called as that of every model, {@link ModelCard#FILE}.
   *
   * @param encoder what the judge started from
   * @param maxTokens of a pair
   * @param mixture what it was trained on
   * @param note what a reader must know of the mixture
   * @param command what trains the judge again
   */
  public static String of(
      String encoder,
      int maxTokens,
      long seed,
      NamedTable mixture,
      String note,
      JudgeQuality quality,
      String command) {
    return """
        # Model card: a judge of any question

        Reads a question and a text together and says which stance the text takes on it: the transformer of the encoder
        %s, fine-tuned on public stance data, with a dense head on the mean of its states. It reads %d tokens of
        question and text; of a longer text, the sentences nearest to the question. Seed %d.

        It labels nothing by itself: a training of kind `train` starts from it, and a benchmark scores it.

        %s
        %s

        %s
        %s

        The command that trains it again: `%s`

        ## Limits

        - English only.
        - The data sets are headlines, comments and arguments that say what they think. Paragraphs of news seldom do.
        """
        .formatted(
            encoder,
            maxTokens,
            seed,
            mixture.markdown(),
            note,
            quality.table().markdown(),
            quality.costLine(),
            command);
  }
}
