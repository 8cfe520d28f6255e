package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.AbstainReason;
import io.endoxa.text.ParagraphMark;
import io.endoxa.text.RejectReason;
import io.endoxa.text.Voice;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableNotesTest {
  private static final Codebook CODEBOOK =
      Codebook.read(Path.of("datasets/south-caucasus/codebook.yaml"));
  private static final TableNotes NOTES = TableNotes.shipped();

  @Test
  void everyTableIsListed() throws IllegalAccessException {
    List<Table> constants = new ArrayList<>();
    for (var field : Table.class.getFields()) {
      if (field.getType() == Table.class && Modifier.isStatic(field.getModifiers())) {
        constants.add((Table) field.get(null));
      }
    }

    assertThat(Table.all(CODEBOOK))
        .containsAll(constants)
        .hasSize(constants.size() + 1)
        .contains(Table.labelled(CODEBOOK));
    assertThat(NOTES.tables())
        .containsExactlyInAnyOrderElementsOf(
            Table.all(CODEBOOK).stream().map(Table::name).toList());
  }

  @Test
  void everyColumnIsDescribedAndNullWhereThereCanBeNulls() {
    for (Table table : Table.all(CODEBOOK)) {
      var columns = NOTES.columns(table, CODEBOOK);
      for (StructField field : table.schema().fields()) {
        ColumnNote note = Objects.requireNonNull(columns.get(field.name()), field.name());
        assertThat(note.whenNull() != null)
            .as("%s.%s can be null", table.name(), field.name())
            .isEqualTo(field.nullable());
      }
    }
  }

  @Test
  void nothingIsDescribedThatIsNotThere() {
    Set<String> described = new TreeSet<>(NOTES.commonColumns());
    for (Table table : Table.all(CODEBOOK)) {
      Set<String> columns = Set.of(table.schema().fieldNames());
      described.removeAll(columns);
      assertThat(NOTES.ownColumns(table.name()))
          .filteredOn(name -> !name.startsWith(TableNotes.QUESTION))
          .as(table.name())
          .isSubsetOf(columns);
    }
    assertThat(described).as("common columns that no table has").isEmpty();
  }

  @Test
  void closedValuesAreThoseOfTheCode() {
    assertThat(values(Table.PARAGRAPHS, "voice"))
        .isEqualTo(labels(Arrays.stream(Voice.values()).map(Voice::label).toList()));
    assertThat(values(Table.PARAGRAPHS, "mark"))
        .isEqualTo(
            labels(Arrays.stream(ParagraphMark.values()).map(ParagraphMark::label).toList()));
    assertThat(values(Table.QUARANTINE, "reason"))
        .isEqualTo(labels(Arrays.stream(RejectReason.values()).map(RejectReason::label).toList()));
    assertThat(values(Table.STANCES, "abstain_reason"))
        .isEqualTo(
            labels(Arrays.stream(AbstainReason.values()).map(AbstainReason::label).toList()));
    assertThat(values(Table.STANCES, "stance"))
        .isEqualTo(labels(Arrays.stream(Stance.values()).map(Stance::label).toList()));
    assertThat(values(Table.labelled(CODEBOOK), "secret_deal"))
        .isEqualTo(values(Table.STANCES, "stance"));
  }

  private static String labels(List<String> labels) {
    return labels.stream().collect(Collectors.joining(", "));
  }

  private static @Nullable String values(Table table, String column) {
    return note(table, column).values();
  }

  private static ColumnNote note(Table table, String column) {
    return Objects.requireNonNull(NOTES.columns(table, CODEBOOK).get(column), column);
  }

  @Test
  void theColumnsOfAQuestionSayWhatItClaims() {
    Table labelled = Table.labelled(CODEBOOK);

    assertThat(note(labelled, "secret_deal").line())
        .isEqualTo(
            "the stance on: %s; values: agree, disagree, discuss, unrelated; null: the model abstains; stances has the reason"
                .formatted(CODEBOOK.questions().get(0).proposition()));
    assertThat(note(labelled, "secret_deal_confidence").means())
        .isEqualTo(
            "the probability of the most likely stance on secret_deal, of abstentions as well");
  }

  @Test
  void aColumnThatNobodyDescribesIsRefused() {
    Table table =
        new Table("frames", new StructType().add("novel", DataTypes.StringType), List.of("novel"));

    assertThatThrownBy(() -> NOTES.columns(table, CODEBOOK))
        .hasMessage(
            "table frames: nothing says what column novel holds. Describe it in dictionary.yaml.");
  }

  @Test
  void aTableThatNobodyDescribesIsRefused() {
    Table table = new Table("novel", new StructType(), List.of());

    assertThatThrownBy(() -> NOTES.about(table))
        .hasMessage("table novel: nothing says what it holds. Describe it in dictionary.yaml.");
  }
}
