package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTablesTest {
  @TempDir private Path temporary;

  @Test
  void aRunInADirectoryWithBracketsIsRead() {
    String run = temporary.resolve("out [1] {a,b} c*d?").toString();
    SharedSpark.session()
        .createDataFrame(
            List.of(RowFactory.create("p1", "political", 0.9f, true, "m", "r")),
            Table.FRAMES.schema())
        .write()
        .parquet(run + "/frames");

    assertThat(RunTables.read(SharedSpark.session(), run, Table.FRAMES).collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("p1");
  }
}
