package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.endoxa.text.Article;
import io.endoxa.text.Paragraph;
import io.endoxa.text.ReadResult;
import io.endoxa.text.Rejected;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.clean.CutArticle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/**
 * Public collections of input that breaks readers: JSONTestSuite, csv-spectrum, utf8tests and the
 * Big List of Naughty Strings. They are no part of the project; {@code -Dendoxa.data=DIR} says
 * where their folder lies.
 */
class BadInputCollectionsTest {
  private static final Path DATA = Path.of(System.getProperty("endoxa.data", ""), "bad-input");

  /** Two keys of one name are valid JSON, and no record that we would know how to read. */
  private static final Set<String> NOT_FOR_US =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  /** What it expects is not what stands in it. */
  private static final String WRONG = "location_coordinates.csv";

  private static InputStream open(String name) throws IOException {
    Path file = DATA.resolve(name);
    assumeTrue(
        Files.isRegularFile(file),
        () -> file.toAbsolutePath() + " is not there; give -Dendoxa.data=DIR, in which it is");
    return new GZIPInputStream(Files.newInputStream(file));
  }

  /** The files of a packed folder by their names. */
  private static Map<String, byte[]> files(String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(open(name))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          files.put(entry.getName(), tar.readAllBytes());
        }
      }
    }
    return files;
  }

  private static List<ReadResult> read(ArticleFields fields, String file, byte[] bytes)
      throws IOException {
    List<ReadResult> results = new ArrayList<>();
    new ArticleSources(fields)
        .forFile(file)
        .orElseThrow()
        .read(file, new ByteArrayInputStream(bytes))
        .forEachRemaining(results::add);
    return results;
  }

  private static List<ReadResult> read(String file, byte[] bytes) throws IOException {
    return read(ArticleFields.STANDARD, file, bytes);
  }

  private static byte[] between(String before, byte[] bytes, String behind) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(bytes);
    out.writeBytes(behind.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static boolean containsNul(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void jsonIsReadOrRejectedAsItsTestSuiteSays() throws IOException {
    Map<String, byte[]> files = files("jsontestsuite.tar.gz");
    files.keySet().removeIf(path -> !path.contains("/test_parsing/"));
    assertThat(files).hasSizeGreaterThan(300);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = name(file.getKey());
      byte[] record = between("{\"text\":\"One.\",\"x\":", file.getValue(), "}");
      for (String format : List.of("x.json", "x.jsonl")) {
        List<ReadResult> results = read(format, record);
        assertThat(results).as(name).isNotEmpty();
        if (name.startsWith("n_") || NOT_FOR_US.contains(name)) {
          assertThat(results).as(name).anyMatch(Rejected.class::isInstance);
        } else if (name.startsWith("y_") && format.equals("x.json")) {
          assertThat(results).as(name).hasSize(1).allMatch(Article.class::isInstance);
        }
      }
      assertThat(read("x.json", file.getValue())).as(name).allMatch(Rejected.class::isInstance);
    }
  }

  @Test
  void csvIsReadAsItsSpectrumSays() throws IOException {
    Map<String, byte[]> files = files("csv-spectrum.tar.gz");
    int columns = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().endsWith(".csv") || file.getKey().endsWith("/" + WRONG)) {
        continue;
      }
      JsonNode json =
          new ObjectMapper()
              .readTree(
                  files.get(file.getKey().replace("/csvs/", "/json/").replace(".csv", ".json")));
      JsonNode rows = json.isArray() ? json : new ObjectMapper().createArrayNode().add(json);
      for (String column : (Iterable<String>) rows.get(0)::fieldNames) {
        columns++;
        List<ReadResult> results =
            read(
                new ArticleFields(Map.of("text", column), ZoneOffset.UTC),
                "x.csv",
                file.getValue());
        List<String> expected = new ArrayList<>();
        rows.forEach(row -> expected.add(row.path(column).asText().replace("\r\n", "\n")));
        assertThat(results)
            .as(file.getKey() + " " + column)
            .extracting(
                result ->
                    result instanceof Article article ? article.text().replace("\r\n", "\n") : "")
            .isEqualTo(expected);
      }
    }
    assertThat(columns).isGreaterThan(30);
  }

  @Test
  void validUtf8IsReadAndInvalidUtf8IsRejected() throws IOException {
    String cases =
        new String(
            files("utf8tests.tar.gz").get("utf8tests/utf8tests.txt"), StandardCharsets.US_ASCII);
    int seen = 0;
    for (String line : cases.lines().toList()) {
      String[] parts = line.split(":", -1);
      if (line.startsWith("#") || parts.length < 3 || !parts[1].strip().endsWith("valid hex")) {
        continue;
      }
      seen++;
      byte[] bytes =
          HexFormat.of().parseHex(parts[2].replaceAll("\\s", "").toLowerCase(Locale.ROOT));
      boolean valid = parts[1].strip().equals("valid hex") && !containsNul(bytes);
      ReadResult result = read("x.txt", between("Կամուրջը բացվեց: ", bytes, " Վերջ։")).get(0);
      assertThat(result).as(line).isInstanceOf(valid ? Article.class : Rejected.class);
    }
    assertThat(seen).isGreaterThan(100);
  }

  @Test
  void naughtyStringsAreTextLikeAnyOther() throws IOException {
    JsonNode strings;
    try (InputStream in = open("blns.json.gz")) {
      strings = new ObjectMapper().readTree(in);
    }
    assertThat(strings.size()).isGreaterThan(400);
    ArticleCutter cutter = new ArticleCutter();
    int accepted = 0;
    for (JsonNode node : strings) {
      String naughty = node.asText();
      byte[] bytes = between("The bridge opens: ", naughty.getBytes(StandardCharsets.UTF_8), "");
      for (ReadResult result : read("x.txt", bytes)) {
        if (result instanceof Article article) {
          accepted++;
          assertThat(article.text()).as(naughty).endsWith(naughty);
          CutArticle cut = cutter.cut(article);
          for (Paragraph paragraph : cut.paragraphs()) {
            assertThat(cut.cleanText().substring(paragraph.charStart(), paragraph.charEnd()))
                .isEqualTo(paragraph.text());
          }
        }
      }
      byte[] json =
          new ObjectMapper()
              .writeValueAsBytes(Map.of("text", "A " + naughty, "title", naughty, "id", naughty));
      assertThat(read("x.jsonl", json)).as(naughty).singleElement().isInstanceOf(Article.class);
      String quoted = "text\n\"A " + naughty.replace("\"", "\"\"") + "\"\n";
      assertThat(read("x.csv", quoted.getBytes(StandardCharsets.UTF_8)))
          .as(naughty)
          .singleElement()
          .isInstanceOf(Article.class);
      assertThat(read("x.html", bytes)).as(naughty).isNotEmpty();
    }
    assertThat(accepted).isEqualTo(strings.size());
  }
}
