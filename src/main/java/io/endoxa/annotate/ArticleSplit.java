package io.endoxa.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import io.endoxa.error.UserException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where an article of a dataset belongs: a line of {@code splits.jsonl} such as
 *
 * <pre>{@code
 * {"article": "a1", "source": "Gazette", "part": "train", "sample": true}
 * }</pre>
 *
 * @param place file and line, for messages
 * @param articleId the article
 * @param source its outlet, for who reads the file; check-dataset compares it with the article's
 * @param part train, development or test
 * @param sample whether it belongs to the sample of the train part as well
 */
public record ArticleSplit(
    String place, String articleId, String source, DatasetPart part, boolean sample) {
  private static final Set<String> KEYS = Set.of("article", "source", "part", "sample");
  private static final List<String> PARTS = List.of("train", "development", "test");

  /** The lines of a file by article id; throws {@link UserException} naming the line. */
  static Map<String, ArticleSplit> read(Path file) {
    Map<String, ArticleSplit> splits = new LinkedHashMap<>();
    for (JsonRow row : JsonRow.read(file)) {
      ArticleSplit split = of(row);
      ArticleSplit earlier = splits.putIfAbsent(split.articleId, split);
      if (earlier != null) {
        throw new UserException(
            "%s: article '%s' stands in %s already. Remove one line."
                .formatted(split.place, split.articleId, earlier.place));
      }
    }
    return splits;
  }

  private static ArticleSplit of(JsonRow row) {
    row.onlyKnownKeys(KEYS);
    String part = row.text("part");
    row.requireKnown("part", part, PARTS);
    JsonNode sample = row.node().path("sample");
    if (!sample.isMissingNode() && !sample.isBoolean()) {
      throw new UserException(
          "%s: sample is %s, expected true or false.".formatted(row.place(), sample));
    }
    if (sample.asBoolean() && !part.equals("train")) {
      throw new UserException(
          "%s: sample is true in part '%s', but the sample is taken from train. Remove 'sample'."
              .formatted(row.place(), part));
    }
    return new ArticleSplit(
        row.place(),
        row.text("article"),
        row.text("source"),
        DatasetPart.ofWord(part),
        sample.asBoolean());
  }

  boolean isIn(DatasetPart wanted) {
    return switch (wanted) {
      case ALL -> true;
      case SAMPLE -> sample;
      case TRAIN, DEVELOPMENT, TEST -> part == wanted;
    };
  }
}
