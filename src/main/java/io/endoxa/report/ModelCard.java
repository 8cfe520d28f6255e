package io.endoxa.report;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page that goes with a model: what it is for, how good it is, what it is not for. */
public final class ModelCard {
  /** The file's name inside a model directory. */
  public static final String FILE = "card.md";

  private ModelCard() {}

  /**
   * The page, as Markdown.
   *
   * @param search null where settings were given
   * @param judge null for a model of heads alone
   * @param command what trains the model again
   */
  public static String of(
      Codebook codebook,
      String encoder,
      long seed,
      QualityReport quality,
      @Nullable SearchReport search,
      @Nullable JudgeSection judge,
      String command) {
    TextTable questions = new TextTable().row(List.of("question", "proposition"));
    for (Question question : codebook.questions()) {
      questions.row(List.of(question.id(), question.proposition()));
    }
    StringBuilder text = new StringBuilder();
    text.append("# Model card: ").append(codebook.label()).append("\n\n");
    text.append(
        """
        Says for a paragraph of a news article which stance it takes on each question, and which
        frames it uses. Linear heads (MLlib) and a neural head (Deeplearning4j) read words, word
        pairs and vectors of the encoder %s; fitted weights blend them. Seed %d.

        """
            .formatted(encoder, seed));
    text.append(questions.markdown());
    text.append("\n## Quality\n\n").append(RunSummary.measuredOn(quality)).append(".\n");
    text.append(judge == null ? "No source stands in training and test at once. " : "");
    text.append(
        """
        Intervals resample articles.

        - majority always says the most frequent stance; tf-idf is a logistic regression on words
          and word pairs for each question, pooled tf-idf one for all questions that also reads the
          proposition, vectors one for each question on the encoder's vectors alone.
        - MCC is Matthews' correlation, 0 for chance; ECE the expected calibration error.
        - A difference is tested by resampling articles for both at once; p is two-sided.
        - "5 % errors" is the share of pairs that can be answered, the most confident first, until
          5 % of the answers are wrong. "area" is the share of errors, averaged over all such
          shares.
        - Frames: "every frame" and "most frequent" say the same of each paragraph; tf-idf reads words
          and word pairs alone. Micro-F1 counts pairs of paragraph and frame, macro-F1 frames.
        - leakage is what paragraphs scattered at random over training and test would feign.

        """);
    text.append(QualityPage.of(quality));
    if (search != null) {
      // One heading deeper than in the summary of a run.
      text.append("\n#").append(search.table().markdown());
      text.append('\n').append(SearchReport.CAUTION).append('\n');
    }
    if (judge != null) {
      text.append(
          "\nA judge, a transformer that reads question and paragraph together, is asked where it is kept and its gate lets a pair pass; fitted weights blend it with the heads.\n");
      text.append('\n').append(judge.uses().markdown()).append('\n');
      judge.notes().forEach(note -> text.append("- ").append(note).append('\n'));
      text.append(
          "- Of the heads alone, %s has every figure.\n".formatted(QualityReport.HEADS_FILE));
    }
    text.append("\nThe command that gives these figures: `").append(command).append("`\n");
    text.append(
        """

        ## Limits

        - The training articles are invented; on real articles expect less.
        - English only. A paragraph is judged by itself, without its article.
        - Frozen sentence vectors know the topic better than the side that is taken: read "agree"
          against "disagree" with care, and count shares only with corrected estimates.
        """);
    return text.toString();
  }
}
