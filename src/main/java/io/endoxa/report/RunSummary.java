package io.endoxa.report;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run says at its end: counts of what was read, stances per question, quality.
 *
 * @param counts by name, in the order to be shown
 * @param labels null for a run that labelled nothing
 * @param quality null for a run that measured nothing
 * @param tables what else is to be shown
 * @param notes sentences a reader must know
 */
public record RunSummary(
    Map<String, Long> counts,
    @Nullable Labels labels,
    @Nullable QualityReport quality,
    List<NamedTable> tables,
    List<String> notes) {
  /** The file's name inside a run's directory. */
  public static final String FILE = "summary.md";

  public RunSummary {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /**
   * Counts of labels.
   *
   * @param byQuestion paragraphs by question id and stance label; abstentions under {@link
   *     #ABSTAINED}
   */
  public record Labels(Codebook codebook, Map<String, Map<String, Long>> byQuestion) {
    public static final String ABSTAINED = "abstained";

    public Labels {
      byQuestion = Map.copyOf(byQuestion);
    }

    private TextTable table() {
      TextTable table = new TextTable();
      List<String> columns = new ArrayList<>();
      for (int i = 0; i < Stance.COUNT; i++) {
        columns.add(Stance.at(i).label());
      }
      columns.add(ABSTAINED);
      List<String> head = new ArrayList<>(List.of("paragraphs"));
      head.addAll(columns);
      table.row(head);
      for (String question : codebook.questionIds()) {
        List<String> row = new ArrayList<>(List.of(question));
        for (String column : columns) {
          row.add(
              Figures.whole(byQuestion.getOrDefault(question, Map.of()).getOrDefault(column, 0L)));
        }
        table.row(row);
      }
      return table;
    }
  }

  /** For a terminal, at most some thirty lines. */
  public String plain() {
    StringBuilder text = new StringBuilder();
    TextTable table = new TextTable();
    counts.forEach((name, count) -> table.row(List.of(name, Figures.whole(count))));
    text.append(table.plain());
    if (labels != null) {
      text.append('\n').append(labels.table().plain());
    }
    if (quality != null) {
      text.append('\n').append(measuredOn(quality)).append('\n');
      text.append(QualityTable.of(quality).plain());
      QualityTable.lines(quality).forEach(line -> text.append(line).append('\n'));
    }
    tables.forEach(other -> text.append('\n').append(other.plain()));
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  /** As a Markdown page. */
  public String markdown(String title) {
    StringBuilder text = new StringBuilder("# ").append(title).append("\n\n");
    TextTable table = new TextTable().row(List.of("what", "count"));
    counts.forEach((name, count) -> table.row(List.of(name, Figures.whole(count))));
    text.append(table.markdown());
    if (labels != null) {
      text.append("\n## Labels\n\n").append(labels.table().markdown());
    }
    if (quality != null) {
      text.append("\n## Quality\n\n").append(measuredOn(quality)).append("\n\n");
      text.append(QualityPage.of(quality));
    }
    tables.forEach(other -> text.append('\n').append(other.markdown()));
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  static String measuredOn(QualityReport quality) {
    return "%s: %s paragraphs of %s articles from %s sources"
        .formatted(
            quality.split(),
            Figures.whole(quality.paragraphs()),
            Figures.whole(quality.articles()),
            Figures.whole(quality.sources()));
  }
}
