package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.codebook.Codebook;
import io.endoxa.provenance.RunBeginning;
import io.endoxa.report.NamedTable;
import io.endoxa.spark.RunDraft;
import io.endoxa.spark.RunStore;
import io.endoxa.spark.SharedSpark;
import io.endoxa.spark.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectedOverviewTest {
  private static final String STARTED = "2024-06-12T00:00:00Z";

  @TempDir private Path temporary;

  private static Row share(String question, double naive, @Nullable Double corrected) {
    Double low = corrected == null ? null : corrected - 0.02;
    Double high = corrected == null ? null : corrected + 0.02;
    return RowFactory.create(
        question, "agree", null, null, naive, corrected, low, high, null, null, null, 80L, 20L, 0L,
        0L, "naive", null, null);
  }

  private static void write(RunDraft draft, Table table, List<Row> rows) {
    draft.write(table, SharedSpark.session().createDataFrame(rows, table.schema()), rows.size());
  }

  private List<NamedTable> tables(List<Row> shares) {
    SparkSession session = SharedSpark.session();
    JobSpec spec =
        JobSpec.read(Path.of("jobs/label.yaml"), List.of("input=pom.xml", "output=" + temporary));
    RunDraft draft =
        new RunStore(session.sparkContext().hadoopConfiguration(), temporary.toString())
            .begin("r1", new RunBeginning(Map.of(), STARTED));
    try (RunContext run = new RunContext(session, spec, "r1", draft, line -> {})) {
      write(draft, Table.SHARES, shares);
      write(draft, Table.CHANGES, List.of());
      CorrectedOverview.addTo(run, Codebook.read(Path.of("datasets/south-caucasus/codebook.yaml")));
      return List.copyOf(run.tables);
    }
  }

  @Test
  void aQuestionWithoutLabelsByHandHasItsCountBesideOneThatHasSome() {
    List<NamedTable> tables =
        tables(List.of(share("secret_deal", 0.0623, 0.0876), share("economic_turn", 0.0304, null)));

    assertThat(tables).hasSize(1);
    List<List<String>> rows = tables.get(0).rows();
    assertThat(rows.get(0).subList(0, 4)).containsExactly("paragraphs", "agree", "95 %", "counted");
    assertThat(rows)
        .anySatisfy(
            row ->
                assertThat(row.subList(0, 4))
                    .containsExactly("secret_deal", "0.088", "0.068-0.108", "0.062"))
        .anySatisfy(
            row ->
                assertThat(row.subList(0, 4)).containsExactly("economic_turn", "-", "-", "0.030"));
  }

  @Test
  void withoutLabelsByHandThereIsNoTable() {
    assertThat(tables(List.of(share("secret_deal", 0.0623, null)))).isEmpty();
  }
}
