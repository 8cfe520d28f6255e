package io.endoxa.report.page;

import io.endoxa.codebook.Frame;
import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Through which frames the paragraphs of each stance look at the matter. */
final class FramesSection {
  private static final int SHADES = 10;

  private FramesSection() {}

  static void write(Html html, RunPage.Labelled labelled, Question question) {
    if (labelled.codebook().frames().isEmpty()) {
      return;
    }
    html.element("h3", "Frames of each stance");
    html.paragraph(
        "Of the paragraphs with a stance, the share that uses a frame, as the model labels them. A paragraph may use several.");
    List<String> stances = Stream.of(Stance.values()).map(Stance::label).toList();
    List<String> columns = new ArrayList<>(List.of("frame"));
    for (String stance : stances) {
      columns.add(
          "#%s (n %s)".formatted(stance, Words.whole(count(labelled, question, stance, null))));
    }
    html.openTable("Frames by stance: " + Words.id(question.id()), columns, "data-table", "frames");
    for (Frame frame : labelled.codebook().frames()) {
      List<Html.Cell> cells = new ArrayList<>(List.of(Html.Cell.text(Words.id(frame.id()))));
      for (String stance : stances) {
        cells.add(cell(labelled, question, stance, frame.id()));
      }
      html.row(cells, "data-frame", frame.id());
    }
    html.closeTable();
  }

  private static Html.Cell cell(
      RunPage.Labelled labelled, Question question, String stance, String frame) {
    long of = count(labelled, question, stance, null);
    if (of == 0) {
      return Html.Cell.number(Words.NONE);
    }
    double share = (double) count(labelled, question, stance, frame) / of;
    String shade = "n s" + Math.min(SHADES - 1, (int) (share * SHADES));
    return new Html.Cell(
        Words.percent(share), List.of("class", of < Words.FEW ? shade + " few" : shade));
  }

  private static long count(
      RunPage.Labelled labelled, Question question, String stance, @Nullable String frame) {
    return labelled.frames().stream()
        .filter(
            count ->
                count.question().equals(question.id())
                    && count.stance().equals(stance)
                    && (frame == null ? count.frame() == null : frame.equals(count.frame())))
        .mapToLong(RunPage.FrameCount::paragraphs)
        .sum();
  }
}
