package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.endoxa.text.Article;
import io.endoxa.text.ReadResult;
import io.endoxa.text.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSourceTest extends ArticleSourceContract {
  @Override
  ArticleSource source(int maxBytes) {
    return new JsonSource(ArticleFields.STANDARD, maxBytes);
  }

  @Override
  String record(String text) {
    return "{\"text\": \""
        + new String(JsonStringEncoder.getInstance().quoteAsString(text))
        + "\"}";
  }

  /** Each result as its position and its text, or its reason. */
  private List<String> results(String json) throws IOException {
    return results(read(json));
  }

  private static List<String> results(List<ReadResult> results) {
    return results.stream()
        .map(
            result ->
                result.origin().position()
                    + " "
                    + (result instanceof Article article
                        ? article.text()
                        : ((Rejected) result).reason().label()))
        .toList();
  }

  @Test
  void aListHoldsAnArticlePerObject() throws IOException {
    assertThat(
            results(
                """
                [
                  {"text": "One, [two] and {three}.", "tags": ["a", {"b": "]"}]},
                  {"title": "He said \\"}, {\\"", "text": "Two."} ,{"text":"Three\\\\"}
                ]
                """))
        .containsExactly("1 One, [two] and {three}.", "2 Two.", "3 Three\\");
  }

  @Test
  void oneObjectOrSeveralBehindEachOtherAreReadToo() throws IOException {
    assertThat(results("{\n \"text\": \"One.\"\n}\n")).containsExactly("1 One.");
    assertThat(results("{\"text\":\"One.\"}{\"text\":\"Two.\"}\n{\"text\":\"Three.\"}"))
        .containsExactly("1 One.", "2 Two.", "3 Three.");
  }

  @Test
  void theOneListOfObjectsInAnObjectWithoutATextIsTheList() throws IOException {
    assertThat(
            results(
                """
                {
                  "status": "ok, \\"text\\": [{",
                  "tags": ["a"],
                  "counts": [[{"of": 1}], {}],
                  "articles" : [ {"text": "One."}, {"text": "Two.", "authors": [{"name": "A"}]} ],
                  "next": {"pages": [{"n": 2}]}
                }
                """))
        .containsExactly("1 One.", "2 Two.");
    assertThat(results("{\"articles\":[{\"text\":\"One.\"},7],\"total\":1}"))
        .containsExactly("1 One.", "2 bad_json");
  }

  @Test
  void anArticleMayHoldAListOfObjects() throws IOException {
    String article = "{\"authors\":[{\"name\":\"Ann\"}],\"text\":\"One.\"}";

    assertThat(results(article + article)).containsExactly("1 One.", "2 One.");
    assertThat(results("{\"text\":\"One.\",\"authors\":[{\"text\":\"Ann\"}]}"))
        .containsExactly("1 One.");
  }

  @Test
  void theTextMayHaveAnotherName() throws IOException {
    ArticleFields fields = new ArticleFields(Map.of("text", "body"), ZoneOffset.UTC);
    JsonSource source = new JsonSource(fields, 1000);
    List<ReadResult> results = new ArrayList<>();
    for (String json :
        List.of(
            "{\"text\":\"A list\",\"articles\":[{\"body\":\"One.\"}]}",
            "{\"authors\":[{\"name\":\"Ann\"}],\"body\":\"Two.\"}")) {
      source
          .read(FILE, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
          .forEachRemaining(results::add);
    }

    assertThat(results(results)).containsExactly("1 One.", "1 Two.");
  }

  @Test
  void ofTwoListsInAnObjectNoneIsRead() throws IOException {
    assertThat(results("{\"a\":[{\"text\":\"One.\"}],\"b\":[{\"text\":\"Two.\"}]}"))
        .containsExactly("1 missing_text");
  }

  @Test
  void aListInAnObjectMayBeLongerThanAnArticle() throws IOException {
    String items = "{\"text\":\"One.\"},".repeat(10_000) + "{\"text\":\"Last.\"}";

    assertThat(results("{\"articles\":[" + items + "]}")).hasSize(10_001).endsWith("10001 Last.");
    assertThat(results("{\"a\":[" + items + "],\"b\":[{\"text\":\"Two.\"}]}"))
        .hasSize(10_002)
        .endsWith("10001 Last.", "10002 bad_json");
  }

  @Test
  void anObjectAroundAListIsReadToItsEnd() throws IOException {
    assertThat(results("{\"articles\":[{\"text\":\"One.\"}],\"total\":"))
        .containsExactly("1 One.", "2 bad_json");
    assertThat(results("{\"articles\":[{\"text\":\"One.\"}]} {\"text\":\"Two.\"}"))
        .containsExactly("1 One.", "2 bad_json");
    assertThat(results("{\"articles\":[{\"text\":\"One.\"},{\"te"))
        .containsExactly("1 One.", "2 bad_json");
    List<ReadResult> endless =
        read("{\"articles\":[{\"text\":\"One.\"}],\"x\":\"" + "x".repeat(2_000_000) + "\"}");
    assertThat(results(endless)).containsExactly("1 One.", "2 too_large");
  }

  @Test
  void aBadItemDoesNotHurtTheOthers() throws IOException {
    assertThat(
            results(
                "[{\"text\":\"One.\"},{\"text\":tru},7,,{\"text\":\"x\",\"published\":\"soon\"},"
                    + "{\"text\":\"Six.\"}]"))
        .containsExactly(
            "1 One.", "2 bad_json", "3 bad_json", "4 bad_json", "5 bad_field", "6 Six.");
    assertThat(rejected("[7]").detail())
        .isEqualTo("is not a JSON object: found a number, expected one object.");
  }

  @Test
  void plainTextIsRejectedOnce() throws IOException {
    List<ReadResult> results = read("The bridge opens on Monday.\n".repeat(1000));

    assertThat(results).hasSize(1);
    assertThat(((Rejected) results.get(0)).detail())
        .isEqualTo(
            "begins with neither [ nor {, and is read no further. Expected a list of JSON objects,"
                + " or objects behind each other.");
  }

  @Test
  void aHugeItemDoesNotHurtTheOthers() throws IOException {
    String huge = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
    assertThat(results("[{\"text\":\"One.\"}," + huge + ",{\"text\":\"Three.\"}]"))
        .containsExactly("1 One.", "2 too_large", "3 Three.");
    assertThat(results(huge + "\n{\"text\":\"Two.\"}")).containsExactly("1 too_large", "2 Two.");
  }

  @Test
  void anItemWithoutAnEndIsReadNoFurther() throws IOException {
    List<ReadResult> results = read("[{\"text\":\"One.\"},\"" + "x".repeat(2_000_000) + "\",3]");

    assertThat(results(results)).containsExactly("1 One.", "2 too_large");
    assertThat(((Rejected) results.get(1)).detail())
        .isEqualTo("is many times longer than 65536 bytes. Objects from here on are not read.");
  }

  @Test
  void aFileThatIsCutKeepsWhatCameBefore() throws IOException {
    assertThat(results("[{\"text\":\"One.\"},{\"text\":\"Tw"))
        .containsExactly("1 One.", "2 bad_json");
    assertThat(results("{\"text\":\"One.\"}\n{\"text\":")).containsExactly("1 One.", "2 bad_json");
    assertThat(rejected("[{\"text\":\"One.\"}").detail())
        .isEqualTo(
            "does not end before the file does: a bracket or a quote is not closed. Objects from"
                + " here on are not read. Close it.");
  }

  @Test
  void whatStandsBehindTheListIsRejectedOnce() throws IOException {
    assertThat(results("[{\"text\":\"One.\"}] [{\"text\":\"Two.\"}]"))
        .containsExactly("1 One.", "2 bad_json");
    assertThat(rejected("[] x y").detail())
        .isEqualTo("stands behind the end of the list and is not read. Put it into the list.");
  }

  @Test
  void anEmptyListIsAnEmptyFile() throws IOException {
    assertThat(rejected(" [ ] ").detail())
        .isEqualTo("holds no objects, expected a list of JSON objects.");
  }

  @Test
  void smallPiecesOfAStreamGiveTheSameItems() throws IOException {
    String list = "[{\"text\":\"O\\\"ne\"}, {\"text\":\"Two\\\\\"}, 3] ";
    for (String json : List.of(list, "{\"total\": 3, \"articles\": " + list + "}")) {
      assertThat(readSlowly(json)).hasSize(3).isEqualTo(read(json));
    }
  }

  private List<ReadResult> readSlowly(String json) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1));
          }
        };
    List<ReadResult> results = new ArrayList<>();
    source(1000).read(FILE, slow).forEachRemaining(results::add);
    return results;
  }
}
