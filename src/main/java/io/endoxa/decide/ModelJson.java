package io.endoxa.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON files of a model: strict when read, the same bytes whenever they are written. */
final class ModelJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private ModelJson() {}

  static byte[] write(Object value) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return (JSON.writer(printer).writeValueAsString(value) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a record; throws {@link UserException} naming the file and the field. */
  static <T extends Record> T read(String file, byte[] bytes, Class<T> type) {
    return value(file, bytes, type, null);
  }

  /** As {@link #read}, of a record whose field {@code format} must be this number. */
  static <T extends Record> T read(String file, byte[] bytes, int format, Class<T> type) {
    return value(file, bytes, type, format);
  }

  private static <T extends Record> T value(
      String file, byte[] bytes, Class<T> type, @Nullable Integer format) {
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).sorted().toList();
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (!tree.isObject()) {
        throw new UserException(file + ": is not a JSON object. Copy the model again.");
      }
      JsonNode found = tree.path("format");
      // Before the fields: those of another format are other ones.
      if (format != null && found.isInt() && found.intValue() != format) {
        throw new UserException(
            "%s: field 'format' is %d, expected %d. Use the version of Endoxa that wrote the model."
                .formatted(file, found.intValue(), format));
      }
      // Jackson complains of missing fields before unknown ones, which hides a misspelt name.
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        requireKnown(file, field.getKey(), known);
      }
      return JSON.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw new UserException(
          "%s: field '%s' is missing or does not fit: %s. Copy the model again or mend the field."
              .formatted(file, path(e), firstLine(e)),
          e);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s: is not valid JSON: %s. Copy the model again.".formatted(file, firstLine(e)), e);
    } catch (IOException e) {
      // Bytes that look like another encoding of Unicode, and are none.
      throw new UserException(
          "%s: is not valid JSON: %s. Copy the model again.".formatted(file, e.getMessage()), e);
    }
  }

  private static void requireKnown(String file, String field, List<String> known) {
    if (!known.contains(field)) {
      throw new UserException(
          "%s: field '%s' is unknown.%s Known fields: %s."
              .formatted(file, field, NearestName.hint(field, known), String.join(", ", known)));
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("").strip();
  }
}
