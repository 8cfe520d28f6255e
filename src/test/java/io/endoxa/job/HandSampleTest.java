package io.endoxa.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.endoxa.annotate.LabelMatcher;
import io.endoxa.annotate.LabelledDataset;
import io.endoxa.annotate.ParagraphLabels;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Stance;
import io.endoxa.spark.Table;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The labels by hand of the main job: final labels of the shipped dataset, for a random sample of
 * the paragraphs that the job labels. A paragraph is drawn if the SHA-256 of {@code seed-7} and its
 * id, as a fraction of the largest, is below 0.6; copies are not drawn. Where the file is not as
 * drawn, what it should be is left in {@code target/hand-sample.jsonl}.
 */
class HandSampleTest {
  private static final Path DATASET = Path.of("datasets/south-caucasus");
  private static final double PROBABILITY = 0.6;

  @TempDir private Path temporary;

  private record Paragraph(String id, String article, String text, boolean copy) {}

  @Test
  void theLabelsOfTheMainJobAreARandomSampleOfTheDatasetsOwn() throws Exception {
    List<String> drawn = draw(TrainedRun.directory());
    Path file = DATASET.resolve("hand-sample.jsonl");
    if (!Files.readAllLines(file).equals(drawn)) {
      Files.write(Path.of("target/hand-sample.jsonl"), drawn);
    }

    assertThat(Files.readAllLines(file)).isEqualTo(drawn);
  }

  List<String> draw(Path run) throws SQLException, IOException {
    List<Paragraph> paragraphs = paragraphs(run);
    Codebook codebook = Codebook.read(DATASET.resolve("codebook.yaml"));
    List<LabelMatcher.Candidate> candidates = new ArrayList<>();
    for (Paragraph paragraph : paragraphs) {
      candidates.add(
          new LabelMatcher.Candidate(candidates.size(), paragraph.article(), paragraph.text()));
    }
    Map<Integer, ParagraphLabels> labels =
        labelsOf(paragraphs.stream().map(Paragraph::article).collect(Collectors.toSet()), codebook)
            .finalLabels(candidates);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < paragraphs.size(); i++) {
      if (!paragraphs.get(i).copy() && isDrawn(paragraphs.get(i).id())) {
        Map<String, Stance> stances = Objects.requireNonNull(labels.get(i)).stances();
        for (String question : codebook.questionIds()) {
          lines.add(
              "{\"paragraph_id\": \"%s\", \"question_id\": \"%s\", \"stance\": \"%s\", \"inclusion_probability\": %s}"
                  .formatted(
                      paragraphs.get(i).id(),
                      question,
                      Objects.requireNonNull(stances.get(question)).label(),
                      PROBABILITY));
        }
      }
    }
    return lines;
  }

  private static boolean isDrawn(String id) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(("seed-7" + id).getBytes(UTF_8));
      return new BigInteger(1, digest).doubleValue() / Math.pow(2, 256) < PROBABILITY;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Paragraph> paragraphs(Path run) throws SQLException {
    List<Paragraph> paragraphs = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select * from read_parquet('%s/paragraphs/*.parquet') order by article_id, paragraph_index"
                    .formatted(run))) {
      while (rows.next()) {
        paragraphs.add(
            new Paragraph(
                rows.getString(Table.PARAGRAPH_ID),
                rows.getString(Table.ARTICLE_ID),
                rows.getString(Table.TEXT),
                rows.getString(Table.DUPLICATE_OF) != null));
      }
    }
    return paragraphs;
  }

  /** The dataset with the labels of some articles alone. */
  private LabelledDataset labelsOf(Set<String> articles, Codebook codebook) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String directory : List.of("labels", "adjudication")) {
      Map<String, List<String>> kept = new TreeMap<>();
      try (var files = Files.list(DATASET.resolve(directory))) {
        for (Path file : files.toList()) {
          for (String line : Files.readAllLines(file)) {
            if (articles.contains(json.readTree(line).path("article").asText())) {
              kept.computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                  .add(line);
            }
          }
        }
      }
      Files.createDirectories(temporary.resolve(directory));
      for (Map.Entry<String, List<String>> file : kept.entrySet()) {
        Files.write(temporary.resolve(directory).resolve(file.getKey()), file.getValue());
      }
    }
    return LabelledDataset.read(temporary, codebook);
  }
}
