package io.endoxa.report.page;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.evaluate.ClusterBootstrap;
import io.endoxa.evaluate.Drift;
import io.endoxa.evaluate.NamedPredictions;
import io.endoxa.evaluate.StancePredictions;
import io.endoxa.provenance.FileEntry;
import io.endoxa.provenance.RunManifest;
import io.endoxa.report.PredictorQuality;
import io.endoxa.report.QualityCurves;
import io.endoxa.report.QualityReport;
import io.endoxa.report.QuestionScores;
import io.endoxa.report.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page of an invented run, with everything in it, and names as an enemy would choose them. */
final class SamplePage {
  static final String HOSTILE =
      "</script><img src=x onerror=document.title='broken'><b>&amp;\u202Etxet\u2028'\"";
  static final String LONG_WORD = "Donaudampfschifffahrtsgesellschaft".repeat(20);
  static final String EVIDENCE = "Everything was settled <em>in Moscow</em>.";

  static final Codebook CODEBOOK =
      Codebook.parse(
          "codebook.yaml",
          """
          id: small
          version: 2
          questions:
            - {id: deal, proposition: There was a deal., agree: a deal, disagree: no deal}
            - {id: trade, proposition: Trade <b>comes</b> first., agree: trade, disagree: security}
          frames:
            - {id: economic, definition: money}
            - {id: political, definition: power}
          """);

  private static final List<String> SOURCES =
      List.of(
          "Example Gazette",
          "Kura Herald",
          HOSTILE,
          "javascript:alert(1)",
          LONG_WORD,
          "Small Voice");
  private static final List<String> MONTHS =
      IntStream.rangeClosed(1, 18)
          .filter(month -> month != 9)
          .mapToObj(month -> "%d-%02d".formatted(2023 + (month - 1) / 12, (month - 1) % 12 + 1))
          .toList();

  private final Random random = new Random(7);

  private SamplePage() {}

  /**
   * The page.
   *
   * @param corrected whether there are labels by hand
   */
  static RunPage of(boolean corrected) {
    return new SamplePage().page(corrected);
  }

  private RunPage page(boolean corrected) {
    RunPage.Labelled labelled =
        new RunPage.Labelled(
            CODEBOOK,
            new RunPage.Corpus(
                Map.of("paragraphs", 9000L, "articles accepted", 1200L, "evidence looked for", 70L),
                "2023-01-02",
                "2024-06-30",
                3,
                40,
                List.of(new RunPage.Quarantined("no_text", 12, HOSTILE + ".html")),
                Map.of("skip link", 1200L)),
            SOURCES,
            shares(corrected),
            corrected ? changes() : List.of(),
            frames(),
            examples(corrected));
    return new RunPage(manifest(), labelled, measured(), drift(), List.of("A note " + HOSTILE));
  }

  private static List<Drift> drift() {
    return List.of(
        new Drift(
            "words", null, List.of("below 40", "from 40"), List.of(400L, 600L), List.of(70L, 30L)),
        new Drift(
            "stance",
            "secret_deal",
            Stream.of(Stance.values()).map(Stance::label).toList(),
            List.of(100L, 100L, 100L, 700L),
            List.of(100L, 100L, 100L, 690L)));
  }

  private List<RunPage.Share> shares(boolean corrected) {
    List<RunPage.Share> shares = new ArrayList<>();
    List<@Nullable String> sources = new ArrayList<>(SOURCES);
    sources.add(0, null);
    List<@Nullable String> months = new ArrayList<>(MONTHS);
    months.add(0, null);
    months.add("unknown");
    for (String question : CODEBOOK.questionIds()) {
      for (Stance stance : Stance.values()) {
        for (String source : sources) {
          for (String month : months) {
            shares.add(share(question, stance, source, month, corrected));
          }
        }
      }
    }
    return shares;
  }

  private RunPage.Share share(
      String question,
      Stance stance,
      @Nullable String source,
      @Nullable String month,
      boolean corrected) {
    int ofSource = source == null ? 9000 : source.equals("Small Voice") ? 20 : 1600;
    int paragraphs = ofSource / (month == null ? 1 : 18) + 1;
    double mean = List.of(0.12, 0.07, 0.05, 0.76).get(stance.position());
    double naive = Math.min(1, mean * (0.6 + 0.8 * random.nextDouble()));
    boolean own = corrected && (source == null || month == null) && paragraphs > 200;
    double half = 0.03 * (month == null ? 0.5 : 1);
    return new RunPage.Share(
        question,
        stance.label(),
        source,
        month,
        naive,
        own ? naive * 0.8 : null,
        own ? Math.max(0, naive * 0.8 - half) : null,
        own ? naive * 0.8 + half : null,
        paragraphs,
        paragraphs / 7 + 1,
        corrected ? paragraphs / 20 : 0,
        corrected ? paragraphs / 40 : 0,
        null,
        own ? null : corrected ? "fewer than 30 labels" : "no labels by hand are given");
  }

  static List<RunPage.Change> changes() {
    return List.of(
        change(null, "agree", 0.033, -0.025, 0.091, 0.25),
        change(null, "unrelated", -0.113, -0.217, -0.008, 0.0004),
        change("Kura Herald", "agree", 0.061, 0.02, 0.1, 0.004),
        change("Example Gazette", "agree", 0.01, -0.03, 0.05, 0.6),
        new RunPage.Change(
            "deal",
            "agree",
            HOSTILE,
            "2023-01/2023-06",
            "2024-01/2024-06",
            0.2,
            null,
            null,
            null,
            null,
            null,
            40,
            50,
            3,
            4,
            "fewer than 30 labels"));
  }

  private static RunPage.Change change(
      @Nullable String source, String stance, double change, double low, double high, double p) {
    return new RunPage.Change(
        "deal",
        stance,
        source,
        "2023-01/2023-06",
        "2024-01/2024-06",
        change * 1.3,
        change,
        low,
        high,
        p / 3,
        p,
        400,
        500,
        60,
        70,
        null);
  }

  private List<RunPage.FrameCount> frames() {
    List<RunPage.FrameCount> counts = new ArrayList<>();
    for (String question : CODEBOOK.questionIds()) {
      for (Stance stance : Stance.values()) {
        for (String source : SOURCES) {
          counts.add(new RunPage.FrameCount(question, stance.label(), source, null, 40));
          for (String frame : CODEBOOK.frameIds()) {
            counts.add(
                new RunPage.FrameCount(
                    question, stance.label(), source, frame, random.nextInt(40)));
          }
        }
      }
    }
    return counts;
  }

  private static List<RunPage.Example> examples(boolean corrected) {
    List<RunPage.Example> examples = new ArrayList<>();
    for (String question : CODEBOOK.questionIds()) {
      if (corrected) {
        examples.add(example(question, RunPage.Kind.FIRST, "Kura Herald", "agree"));
      }
      examples.add(example(question, RunPage.Kind.FIRST, "Example Gazette", null));
      for (RunPage.Kind kind : List.of(RunPage.Kind.CERTAIN, RunPage.Kind.DOUBTFUL)) {
        for (String source : SOURCES) {
          examples.add(example(question, kind, source, null));
        }
      }
    }
    return examples;
  }

  private static RunPage.Example example(
      String question, RunPage.Kind kind, String source, @Nullable String byHand) {
    String before = "It was quiet. ";
    boolean marked = !source.equals(HOSTILE);
    String text = marked ? before + EVIDENCE + " Nobody said so. " + LONG_WORD : HOSTILE.repeat(40);
    return new RunPage.Example(
        question,
        kind,
        source.length() % 2 == 0 ? "agree" : "disagree",
        byHand,
        kind == RunPage.Kind.DOUBTFUL,
        kind == RunPage.Kind.CERTAIN ? 0.97 : 0.31,
        List.of(0.97, 0.01, 0.01, 0.01),
        source,
        "2024-03-04",
        HOSTILE,
        source.startsWith("javascript:") ? source : "https://example.org/?a=1&b=\"><script>",
        "author",
        text,
        marked ? before.length() : null,
        marked ? before.length() + EVIDENCE.length() : null,
        "id-of-" + source.hashCode());
  }

  private Measured measured() {
    int size = 200;
    List<String> articles = IntStream.range(0, size).mapToObj(i -> "article " + i / 5).toList();
    List<StancePredictions> said = new ArrayList<>();
    List<QualityCurves.OfQuestion> curves = new ArrayList<>();
    for (String question : CODEBOOK.questionIds()) {
      List<Stance> truth =
          IntStream.range(0, size).mapToObj(i -> Stance.at(random.nextInt(Stance.COUNT))).toList();
      float[][] probabilities = probabilities(truth);
      StancePredictions predictions = StancePredictions.of(articles, truth, probabilities);
      said.add(predictions);
      curves.add(QualityCurves.OfQuestion.of(question, predictions, probabilities));
    }
    return new Measured(quality(said), new QualityCurves(curves));
  }

  private static QualityReport quality(List<StancePredictions> said) {
    ClusterBootstrap bootstrap = ClusterBootstrap.standard(7);
    NamedPredictions baseline = new NamedPredictions("tf-idf", true, said);
    NamedPredictions model = new NamedPredictions(QualityReport.MODEL, false, said);
    List<QualityReport.OfQuestion> questions = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      questions.add(
          new QualityReport.OfQuestion(
              CODEBOOK.questionIds().get(i),
              Map.of(),
              List.of(
                  QuestionScores.of(baseline, i, baseline, bootstrap),
                  QuestionScores.of(model, i, baseline, bootstrap))));
    }
    int[] some = IntStream.range(0, 20).toArray();
    return new QualityReport(
        "5 folds by source",
        40,
        200,
        8,
        List.of(
            PredictorQuality.of(baseline, baseline, bootstrap),
            PredictorQuality.of(model, baseline, bootstrap)),
        "tf-idf",
        questions,
        List.of(
            Slice.of("voice", "author", some, model, baseline, bootstrap),
            Slice.of("source", HOSTILE, some, model, baseline, bootstrap)),
        null,
        List.of(),
        null);
  }

  private float[][] probabilities(List<Stance> truth) {
    float[][] probabilities = new float[truth.size()][Stance.COUNT];
    for (int i = 0; i < probabilities.length; i++) {
      float sum = 0;
      for (int j = 0; j < Stance.COUNT; j++) {
        float more = truth.get(i).position() == j ? 0.5f : 0;
        probabilities[i][j] = (float) Math.exp(2 * (random.nextFloat() + more));
        sum += probabilities[i][j];
      }
      for (int j = 0; j < Stance.COUNT; j++) {
        probabilities[i][j] /= sum;
      }
    }
    return probabilities;
  }

  private static RunManifest manifest() {
    return new RunManifest(
        RunManifest.FORMAT,
        "20260101-000000-label-0123abcd",
        "label",
        Map.of("input", HOSTILE),
        List.of(new FileEntry("articles/" + HOSTILE, 12, "0".repeat(64))),
        List.of(new RunManifest.TableEntry("stances", 18000, List.of())),
        "0123456789abcdef",
        "small-v2",
        "minilm-l6-v2/int8",
        7,
        Map.of("endoxa", "0.1.0"),
        "x86_64",
        Map.of("paragraphs", 9000L),
        "2026-01-01T00:00:00Z",
        1);
  }
}
