package io.endoxa.report;

import io.endoxa.evaluate.Histogram;
import io.endoxa.evaluate.TrainingProfile;
import io.endoxa.provenance.FileEntry;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What cards are made of, and their front matter as another reader sees it. */
final class CardSamples {
  static final DatasetFacts DATASET =
      new DatasetFacts(
          "small",
          null,
          List.of("expert-generated"),
          List.of(),
          List.of("The paragraphs are few."));

  private static final Histogram ONE = new Histogram(List.of(), List.of(1582L));

  private CardSamples() {}

  static ModelFacts model() {
    return new ModelFacts(
        Samples.CODEBOOK,
        "0123456789abcdef",
        "minilm-l6-v2/int8",
        "Apache-2.0",
        7,
        DATASET,
        new TrainingProfile(
            TrainingProfile.FORMAT,
            1582,
            72,
            16,
            "2020-01-05",
            "2025-12-30",
            Map.of("words", ONE),
            List.of(1f),
            Map.of("deal", Map.of("agree", 1582L)),
            ONE),
        new NamedTable(
            "Agreement of two annotators",
            List.of(List.of("", "value"), List.of("kappa deal", "0.812"))),
        Map.of("spark", "4.1.0", "java", "17"),
        List.of(new FileEntry("linear.safetensors", 2_220_960, "e904")));
  }

  /** The YAML between the fences, read without our own classes. */
  static Map<String, Object> frontMatter(String card) {
    String yaml = card.substring("---\n".length(), card.indexOf("\n---\n"));
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }
}
