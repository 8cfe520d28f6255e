package io.endoxa.job;

import io.endoxa.annotate.DatasetPart;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.report.IngestReport.Figure;
import io.endoxa.text.Attribution;
import io.endoxa.text.Paragraph;
import io.endoxa.text.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How often the voice of labelled paragraphs is told right, beside always "reported". */
final class VoiceScores {
  static final String SECTION = "voice";
  private static final List<DatasetPart> PARTS =
      List.of(DatasetPart.TRAIN, DatasetPart.DEVELOPMENT, DatasetPart.TEST);

  private VoiceScores() {}

  static List<Figure> of(DatasetArticles articles, LabelledDataset dataset) {
    List<Figure> figures = new ArrayList<>();
    for (DatasetPart part : dataset.hasSplits() ? PARTS : List.of(DatasetPart.ALL)) {
      int paragraphs = 0;
      int right = 0;
      int reported = 0;
      for (Map.Entry<Paragraph, ParagraphLabels> entry :
          articles.labelled(dataset.only(part)).entrySet()) {
        Voice voice = entry.getValue().voice();
        if (voice != null) {
          Attribution attribution = entry.getKey().attribution();
          paragraphs++;
          right += attribution != null && attribution.voice() == voice ? 1 : 0;
          reported += voice == Voice.REPORTED ? 1 : 0;
        }
      }
      if (paragraphs > 0) {
        figures.add(accuracy("always-reported", part, reported, paragraphs));
        figures.add(accuracy("endoxa", part, right, paragraphs));
      }
    }
    return figures;
  }

  private static Figure accuracy(String of, DatasetPart part, int right, int paragraphs) {
    return new Figure(SECTION, of, part.word(), "accuracy", (double) right / paragraphs);
  }
}
