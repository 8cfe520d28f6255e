package io.endoxa.report;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Frame;
import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page that goes with a labelled dataset, as the Hugging Face Hub reads it. */
public final class DatasetCard {
  /** The file's name inside a run. */
  public static final String FILE = "dataset_card.md";

  private DatasetCard() {}

  /**
   * How much a part of a dataset has.
   *
   * @param stances how many paragraphs have each stance, by question
   */
  public record Part(
      String name,
      long paragraphs,
      long articles,
      long sources,
      Map<String, Map<Stance, Long>> stances) {
    public Part {
      stances = Map.copyOf(stances);
    }
  }

  /**
   * The page, as Markdown with front matter.
   *
   * @param parts with the whole dataset last
   * @param agreement of its annotators; null if no paragraph has two
   * @param command that gives these figures
   */
  public static String of(
      DatasetFacts facts,
      Codebook codebook,
      List<Part> parts,
      @Nullable NamedTable agreement,
      String command) {
    Part whole = parts.get(parts.size() - 1);
    StringBuilder text = new StringBuilder(FrontMatter.of(fields(facts, codebook, whole)));
    text.append("# Dataset card: ").append(facts.name()).append("\n\n");
    text.append(
        "Paragraphs of news articles in English, each with a stance on every question of the codebook %s: %s."
            .formatted(
                codebook.label(),
                String.join(", ", Arrays.stream(Stance.values()).map(Stance::label).toList())));
    if (!codebook.frames().isEmpty()) {
      text.append(" Frames: ")
          .append(String.join(", ", codebook.frames().stream().map(Frame::id).toList()))
          .append('.');
    }
    text.append("\n\n");
    TextTable questions = new TextTable().row(List.of("question", "proposition"));
    for (Question question : codebook.questions()) {
      questions.row(List.of(question.id(), question.proposition()));
    }
    text.append(questions.markdown());
    text.append("\n## Splits\n\n").append(splits(parts).markdown());
    text.append("\nNo source stands in two parts if the check of parts passes.\n");
    text.append("\n## Stances\n\n").append(stances(codebook, whole).markdown());
    if (agreement != null) {
      text.append('\n').append(agreement.markdown());
    }
    if (!facts.limits().isEmpty()) {
      text.append("\n## Limits\n\n");
      facts.limits().forEach(limit -> text.append("- ").append(limit).append('\n'));
    }
    text.append("\nThe command that gives these figures: `").append(command).append("`\n");
    return text.toString();
  }

  private static TextTable splits(List<Part> parts) {
    TextTable table = new TextTable().row(List.of("part", "paragraphs", "articles", "sources"));
    for (Part part : parts) {
      table.row(
          List.of(
              part.name(),
              "%,d".formatted(part.paragraphs()),
              "%,d".formatted(part.articles()),
              "%,d".formatted(part.sources())));
    }
    return table;
  }

  private static TextTable stances(Codebook codebook, Part whole) {
    List<String> head = new ArrayList<>(List.of("question, paragraphs"));
    Arrays.stream(Stance.values()).map(Stance::label).forEach(head::add);
    TextTable table = new TextTable().row(head);
    for (String question : codebook.questionIds()) {
      List<String> row = new ArrayList<>(List.of(question));
      Map<Stance, Long> counts = whole.stances().getOrDefault(question, Map.of());
      for (Stance stance : Stance.values()) {
        row.add("%,d".formatted(counts.getOrDefault(stance, 0L)));
      }
      table.row(row);
    }
    return table;
  }

  private static Map<String, Object> fields(DatasetFacts facts, Codebook codebook, Part whole) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("language", List.of("en"));
    fields.put("license", facts.licenceOrUnknown());
    fields.put("pretty_name", facts.name());
    putUnlessEmpty(fields, "annotations_creators", facts.annotationsCreators());
    putUnlessEmpty(fields, "language_creators", facts.languageCreators());
    fields.put("multilinguality", List.of("monolingual"));
    fields.put("size_categories", List.of(sizeCategory(whole.paragraphs())));
    fields.put("task_categories", List.of("text-classification"));
    fields.put("tags", List.of("stance-detection", "framing", "news", codebook.label()));
    return fields;
  }

  private static void putUnlessEmpty(Map<String, Object> fields, String key, List<String> values) {
    if (!values.isEmpty()) {
      fields.put(key, values);
    }
  }

  /** The Hub's word for a number of examples. */
  static String sizeCategory(long examples) {
    List<String> steps = List.of("1K", "10K", "100K", "1M", "10M", "100M");
    long limit = 1000;
    for (int i = 0; i < steps.size(); i++, limit *= 10) {
      if (examples < limit) {
        return i == 0 ? "n<1K" : "%s<n<%s".formatted(steps.get(i - 1), steps.get(i));
      }
    }
    return "100M<n<1B";
  }
}
