package io.endoxa.job;

import io.endoxa.codebook.Codebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;

/** A dataset that a test writes line by line, under the shipped codebook. */
final class TinyDataset {
  private static final Path CODEBOOK = Path.of("datasets/south-caucasus/codebook.yaml");

  private final Path directory;
  private final Codebook codebook;

  TinyDataset(Path directory) throws IOException {
    this.directory = directory;
    this.codebook = Codebook.read(CODEBOOK);
    Files.createDirectories(directory.resolve("articles"));
    Files.createDirectories(directory.resolve("labels"));
    Files.copy(CODEBOOK, directory.resolve("codebook.yaml"));
  }

  Path directory() {
    return directory;
  }

  /** A line of {@code articles/all.jsonl}; {@code fields} such as {@code "source": "Quay"}. */
  TinyDataset article(String id, String fields, String... paragraphs) throws IOException {
    String text = String.join("\\n\\n", paragraphs);
    String more = fields.isEmpty() ? "" : ", " + fields;
    return line(
        "articles/all.jsonl", "{\"id\": \"%s\", \"text\": \"%s\"%s}".formatted(id, text, more));
  }

  /** A line of {@code labels/all.jsonl}: one stance on the first question, unrelated to others. */
  TinyDataset label(String article, String starts, String stance, String fields)
      throws IOException {
    String stances =
        codebook.questionIds().stream()
            .map(
                question ->
                    "\"%s\": \"%s\""
                        .formatted(
                            question,
                            question.equals(codebook.questionIds().get(0)) ? stance : "unrelated"))
            .collect(Collectors.joining(", "));
    String more = fields.isEmpty() ? "" : ", " + fields;
    return line(
        "labels/all.jsonl",
        "{\"article\": \"%s\", \"starts\": \"%s\", \"stances\": {%s}%s}"
            .formatted(article, starts, stances, more));
  }

  /** A line of {@code evidence/all.jsonl} on the first question. */
  TinyDataset evidence(String article, String starts, String stance, String sentence)
      throws IOException {
    Files.createDirectories(directory.resolve("evidence"));
    return line(
        "evidence/all.jsonl",
        "{\"article\": \"%s\", \"starts\": \"%s\", \"question\": \"%s\", \"stance\": \"%s\", \"evidence\": [\"%s\"]}"
            .formatted(article, starts, codebook.questionIds().get(0), stance, sentence));
  }

  /** A line of {@code splits.jsonl}. */
  TinyDataset split(String article, String source, String part) throws IOException {
    return line(
        "splits.jsonl",
        "{\"article\": \"%s\", \"source\": \"%s\", \"part\": \"%s\"}"
            .formatted(article, source, part));
  }

  /** A line of any file, which is created if need be. */
  TinyDataset line(String file, String line) throws IOException {
    Files.writeString(
        directory.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return this;
  }
}
