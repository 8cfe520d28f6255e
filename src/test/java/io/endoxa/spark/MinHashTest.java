package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.feature.NGram;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class MinHashTest {
  private static final int HASHES = 64;
  private static final String TEXT =
      "“No,” said Ağa’s 2 brothers: it’s ÉTÉ — «не было» 𝒳𝒴 of it’s été — не было 𝒳𝒴 ½ way; it’s";

  /** The same by MLlib's own transformers, of a text with repeated triples and many scripts. */
  @Test
  void wordsTriplesAndHashesAreThoseOfMllib() {
    PipelineStage[] stages = {
      new RegexTokenizer()
          .setInputCol("value")
          .setOutputCol("words")
          .setPattern("[^\\p{L}\\p{N}]+")
          .setToLowercase(true),
      new NGram().setN(3).setInputCol("words").setOutputCol("runs"),
      new HashingTF()
          .setBinary(true)
          .setNumFeatures(WordTriples.DIMENSION)
          .setInputCol("runs")
          .setOutputCol("triples"),
      new MinHashLSH()
          .setNumHashTables(HASHES)
          .setSeed(5)
          .setInputCol("triples")
          .setOutputCol("hashes")
    };
    var texts = SharedSpark.session().createDataset(List.of(TEXT), Encoders.STRING()).toDF();
    Row expected = new Pipeline().setStages(stages).fit(texts).transform(texts).head();

    WordTriples found = WordTriples.of(TEXT);

    assertThat(found.words()).isEqualTo(expected.getList(expected.fieldIndex("words")));
    assertThat(found.places())
        .isEqualTo(((SparseVector) expected.<Vector>getAs("triples")).indices());
    assertThat(Arrays.stream(new MinHash(HASHES, 5).of(found.places())).mapToObj(h -> (double) h))
        .isEqualTo(
            expected.<Vector>getList(expected.fieldIndex("hashes")).stream()
                .map(hash -> hash.apply(0))
                .toList());
  }

  @Test
  void aTextOfFewerThanThreeWordsHasNoTriples() {
    assertThat(WordTriples.of("Two words").places()).isEmpty();
    assertThat(WordTriples.of("").places()).isEmpty();
    assertThat(WordTriples.of("… ?").words()).isEmpty();
    assertThat(WordTriples.of("Two words more").places()).hasSize(1);
  }
}
