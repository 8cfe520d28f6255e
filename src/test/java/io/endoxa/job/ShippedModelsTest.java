package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Stance;
import io.endoxa.provenance.ModelManifest;
import io.endoxa.spark.JudgeReader;
import io.endoxa.spark.ModelStore;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models that are part of the project do what they are there for. */
class ShippedModelsTest {
  private static final String JUDGE = "models/judges/general";
  private static final String MODEL = "models/south-caucasus";
  private static final String CAMERAS = "Speed cameras should be removed.";

  @TempDir private Path temporary;

  @Test
  void theGeneralJudgeTellsStancesOfAQuestionThatNoCodebookHas() {
    try (JudgeReader judge = SavedJudge.of(new Configuration(), JUDGE).open()) {
      assertThat(stance(judge, "Take them down: cameras catch the careless and cure nobody."))
          .isEqualTo(Stance.AGREE);
      assertThat(stance(judge, "Speed cameras save lives and must stay where they are."))
          .isEqualTo(Stance.DISAGREE);
      assertThat(stance(judge, "The bakery opens at six and sells out of rye by noon."))
          .isEqualTo(Stance.UNRELATED);
    }
  }

  @Test
  void theirIdsAreThoseOfTheirFiles() {
    for (String directory : List.of(JUDGE, MODEL)) {
      ModelManifest manifest = ModelStore.read(new Configuration(), directory).manifest();
      assertThat(manifest.modelId()).isEqualTo(ModelManifest.idOf(manifest.files()));
    }
  }

  private static Stance stance(PairScorer judge, String text) {
    float[] logits = judge.logits(CAMERAS, text);
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return Stance.at(best);
  }

  @Test
  void theSavedModelLabelsWithoutAnyTraining() throws IOException {
    Path articles = Files.createDirectories(temporary.resolve("articles"));
    Files.writeString(
        articles.resolve("a.txt"),
        """
        The withdrawal was part of an undisclosed deal, three officials said: Moscow gave up its post in Karabakh,
        and Baku paid with promises that neither side has made public.

        The ferry to the island runs twice a day in summer, and once on Sundays.
        """);
    JobRunner.Finished run =
        JobRunner.run(
            SharedSpark.session(),
            JobSpec.read(
                Path.of("jobs/label.yaml"),
                List.of("input=" + articles, "output=" + temporary.resolve("out"))),
            new ArrayList<String>()::add);

    List<String> found =
        SharedSpark.session()
            .read()
            .parquet(run.directory() + "/" + Table.STANCES.name())
            .where("question_id = 'secret_deal'")
            .select("stance")
            .as(Encoders.STRING())
            .collectAsList();
    assertThat(found).containsExactlyInAnyOrder("agree", "unrelated");
    assertThat(TrainedRun.manifest(run.directory()).modelId())
        .isEqualTo(ModelStore.read(new Configuration(), MODEL).manifest().modelId());
  }
}
