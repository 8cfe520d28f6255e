package io.endoxa.job;

import io.endoxa.report.IngestReport.Figure;
import io.endoxa.text.TextLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How often the language of a sentence is told, and how often it is told wrong. */
final class LanguageScores {
  static final String SECTION = "language";
  private static final int SHORT_CHARACTERS = 40;

  private LanguageScores() {}

  private record Sentence(String language, String text) {
    String part() {
      return text.length() < SHORT_CHARACTERS ? "short" : "long";
    }
  }

  /** Sentences written for this, in 13 languages. */
  static List<Figure> ofOwnSentences() {
    List<Sentence> sentences = read();
    List<Figure> figures = new ArrayList<>();
    for (String part : List.of("short", "long")) {
      int all = 0;
      int told = 0;
      int wrong = 0;
      for (Sentence sentence : sentences) {
        if (sentence.part().equals(part)) {
          Optional<String> language = TextLanguage.of(sentence.text);
          all++;
          told += language.isPresent() ? 1 : 0;
          wrong += language.isPresent() && !language.get().equals(sentence.language) ? 1 : 0;
        }
      }
      figures.add(new Figure(SECTION, "endoxa", part, "sentences", all));
      figures.add(new Figure(SECTION, "endoxa", part, "told", told));
      figures.add(new Figure(SECTION, "endoxa", part, "wrong", wrong));
    }
    return figures;
  }

  private static List<Sentence> read() {
    try (InputStream in = LanguageScores.class.getResourceAsStream("languages.tsv")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return all.lines()
          .map(line -> line.split("\t", -1))
          .map(cells -> new Sentence(cells[0], cells[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
