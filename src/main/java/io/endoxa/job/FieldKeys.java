package io.endoxa.job;

import io.endoxa.error.UserException;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The keys of a job that say how the fields of its articles are found and read. */
final class FieldKeys {
  private FieldKeys() {}

  /** What the keys say; {@link ArticleFields#STANDARD} where they are absent. */
  static ArticleFields read(YamlMap map) {
    return new ArticleFields(columns(map), zone(map));
  }

  private static Map<String, String> columns(YamlMap map) {
    Map<String, String> columns = new HashMap<>();
    String key = JobKey.COLUMNS.word();
    if (map.has(key)) {
      YamlMap given = map.map(key);
      given.onlyKnownKeys(ArticleFields.NAMES);
      for (String field : given.keys().stream().sorted().toList()) {
        String column = given.string(field);
        if (columns.containsValue(column)) {
          throw new UserException(
              "%s: columns: two fields are taken from '%s'. Remove one of them."
                  .formatted(given.placeOf(field), column));
        }
        columns.put(field, column);
      }
    }
    return columns;
  }

  private static ZoneId zone(YamlMap map) {
    String key = JobKey.TIME_ZONE.word();
    if (!map.has(key)) {
      return ZoneOffset.UTC;
    }
    String zone = map.string(key);
    try {
      // "UTC" and "Z" are the same zone, and dates read in them the same.
      return ZoneId.of(zone).normalized();
    } catch (DateTimeException e) {
      throw new UserException(
          "%s: time-zone: '%s' is unknown, expected a region such as Europe/Paris, or an offset such as +04:00."
              .formatted(map.placeOf(key), zone),
          e);
    }
  }
}
