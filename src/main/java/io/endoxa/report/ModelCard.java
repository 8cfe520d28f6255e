package io.endoxa.report;

import io.endoxa.codebook.Question;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.provenance.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The page that goes with a model, as the Hugging Face Hub reads it: what the model is for, how
 * good it is, what it is not for.
 */
public final class ModelCard {
  /** The file's name inside a model directory. */
  public static final String FILE = "card.md";

  private static final String FIGURES = "\n## Quality\n";

  /** What comes behind the figures: in this version, and in cards of earlier ones. */
  private static final List<String> BEHIND_FIGURES =
      List.of("\n## Training environment\n", "\n## Limits\n");

  private ModelCard() {}

  /**
   * The page, as Markdown with front matter.
   *
   * @param figures what {@link #figures} gave, now or when the model was trained
   */
  public static String of(ModelFacts facts, QualityReport quality, String figures) {
    StringBuilder text = new StringBuilder(FrontMatter.of(ModelCardFields.of(facts, quality)));
    text.append("# Model card: ").append(facts.codebook().label()).append("\n\n");
    text.append(
        """
        Says for a paragraph of a news article which stance it takes on each question, and which
        frames it uses. Linear heads (MLlib) and a neural head (Deeplearning4j) read words, word
        pairs and vectors of the encoder %s (licence %s); fitted weights blend them. Seed %d. Model id %s.

        """
            .formatted(facts.encoder(), facts.encoderLicence(), facts.seed(), facts.modelId()));
    TextTable questions = new TextTable().row(List.of("question", "proposition"));
    for (Question question : facts.codebook().questions()) {
      questions.row(List.of(question.id(), question.proposition()));
    }
    text.append(questions.markdown());
    text.append(uses());
    text.append(limits(facts.dataset()));
    text.append(trainingData(facts));
    text.append(FIGURES).append(figures);
    text.append("\n## Training environment\n\n");
    text.append("Trained on CPUs alone, with ").append(words(facts.versions())).append(".\n");
    text.append("How long it took and what energy is not recorded.\n");
    text.append(files(facts.files()));
    return text.toString();
  }

  private static String uses() {
    return """

        ## Uses

        To label many paragraphs of English news with the stances of this codebook: to find the
        paragraphs worth reading, and to estimate shares, corrected by labels by hand of a sample of
        the corpus in question. `scripts/endoxa run jobs/label.yaml --set model=…` does both.

        ## Out of scope

        - Other questions than those above, other languages than English, texts that are no news.
        - Statements about a person, an outlet or a single paragraph without reading it.
        - Shares from counted labels alone: they are off by the model's errors.
        """;
  }

  private static String limits(DatasetFacts dataset) {
    StringBuilder text = new StringBuilder("\n## Limits\n\n");
    dataset.limits().forEach(limit -> text.append("- ").append(limit).append('\n'));
    return text.append(
            """
            - A paragraph is judged by itself, without its article.
            - Frozen sentence vectors know the topic better than the side that is taken: read "agree"
              against "disagree" with care.
            """)
        .toString();
  }

  private static String trainingData(ModelFacts facts) {
    TrainingProfile profile = facts.profile();
    StringBuilder text = new StringBuilder("\n## Training data\n\n");
    text.append(
        "Dataset %s: %,d labelled paragraphs of %,d articles from %,d sources%s.\n"
            .formatted(
                facts.dataset().name(),
                profile.paragraphs(),
                profile.articles(),
                profile.sources(),
                profile.from() == null
                    ? ""
                    : ", published from %s to %s".formatted(profile.from(), profile.to())));
    NamedTable agreement = facts.agreement();
    if (agreement != null) {
      text.append("\n#").append(agreement.markdown());
    }
    return text.toString();
  }

  private static String words(Map<String, String> versions) {
    List<String> words = new ArrayList<>();
    new TreeMap<>(versions).forEach((name, version) -> words.add(name + " " + version));
    return String.join(", ", words);
  }

  private static String files(List<FileEntry> files) {
    StringBuilder text = new StringBuilder("\n## Files\n\n");
    text.append("| file | bytes | SHA-256 |\n|---|---:|---|\n");
    for (FileEntry file : files) {
      text.append("| %s | %,d | %s |\n".formatted(file.path(), file.bytes(), file.sha256()));
    }
    return text.toString();
  }

  /**
   * The section on quality, without its heading.
   *
   * @param search null where settings were given
   * @param judge null for a model of heads alone
   * @param command what trains the model again
   */
  public static String figures(
      QualityReport quality,
      @Nullable SearchReport search,
      @Nullable JudgeSection judge,
      String command) {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(RunSummary.measuredOn(quality)).append(".\n");
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
      text.append("\n#").append(judge.uses().markdown()).append('\n');
      judge.notes().forEach(note -> text.append("- ").append(note).append('\n'));
      text.append(
          "- Of the heads alone, %s has every figure.\n".formatted(QualityReport.HEADS_FILE));
    }
    text.append("\nThe command that gives these figures: `").append(command).append("`\n");
    return text.toString();
  }

  /** The figures of a card, of this version or an earlier one; empty if it has none. */
  public static Optional<String> figuresOf(String card) {
    int start = card.indexOf(FIGURES);
    if (start < 0) {
      return Optional.empty();
    }
    String rest = card.substring(start + FIGURES.length());
    int end =
        BEHIND_FIGURES.stream()
            .mapToInt(rest::indexOf)
            .filter(at -> at >= 0)
            .min()
            .orElse(rest.length());
    // In earlier cards the judge's table stood as high as the figures themselves.
    return Optional.of(rest.substring(0, end).replace("\n## ", "\n### "));
  }
}
