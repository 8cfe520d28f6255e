package io.endoxa.annotate;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The sentence that carries a stance, marked by hand. In a dataset: {@code evidence/*.jsonl}, one
 * paragraph and question a line, such as
 *
 * <pre>{@code
 * {"article": "a1", "starts": "The convoy left", "question": "secret_deal", "stance": "agree",
 *  "evidence": ["Nobody said what had been paid for it."]}
 * }</pre>
 *
 * @param place file and line, for messages
 * @param articleId the article it stands in
 * @param starts the paragraph's beginning, as its labels have it
 * @param question the id of the question
 * @param stance the paragraph's, not unrelated
 * @param sentences word for word; several where they carry the stance equally
 */
public record MarkedEvidence(
    String place,
    String articleId,
    String starts,
    String question,
    Stance stance,
    List<String> sentences) {
  private static final String EVIDENCE = "evidence";
  private static final Set<String> KEYS =
      Set.of("article", "starts", "question", "stance", EVIDENCE);

  public MarkedEvidence {
    sentences = List.copyOf(sentences);
  }

  /** The files of a dataset, sorted; none if nobody has marked anything. */
  public static List<Path> files(Path dataset) {
    Path directory = dataset.resolve(EVIDENCE);
    return Files.exists(directory) ? LabelFile.files(directory) : List.of();
  }

  /**
   * What a file holds.
   *
   * @throws UserException naming the line at the first thing wrong
   */
  public static List<MarkedEvidence> read(Path file, Codebook codebook) {
    return JsonRow.read(file).stream().map(row -> marked(row, codebook)).toList();
  }

  private static MarkedEvidence marked(JsonRow row, Codebook codebook) {
    row.onlyKnownKeys(KEYS);
    String question = row.text("question");
    row.requireKnown("question", question, codebook.questionIds());
    Stance stance = Stance.of(row.text("stance"), row.place());
    if (stance == Stance.UNRELATED) {
      throw new UserException(
          row.place() + ": stance is unrelated, which no sentence carries. Remove the line.");
    }
    List<String> sentences = row.textsOrNull(EVIDENCE, "sentences");
    if (sentences == null || sentences.isEmpty()) {
      throw new UserException(
          row.place() + ": 'evidence' is missing, expected a list of sentences.");
    }
    return new MarkedEvidence(
        row.place(), row.text("article"), row.text("starts"), question, stance, sentences);
  }
}
