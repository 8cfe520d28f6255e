package io.endoxa.classify;

import static io.endoxa.classify.Tensors.damaged;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The JSON header of a safetensors file: which tensor lies where. */
final class TensorHeader {
  /**
   * Where a tensor lies.
   *
   * @param begin its first byte, counted from the end of the header
   * @param size how many numbers it has
   */
  record Entry(String name, List<Integer> shape, int begin, int size) {
    Entry {
      shape = List.copyOf(shape);
    }
  }

  /** The format's free text about the file; it is allowed and not read. */
  private static final String METADATA = "__metadata__";

  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TensorHeader() {}

  /** The header of tensors that lie one after the other, padded with spaces to 8 bytes. */
  static byte[] write(SortedMap<String, Tensor> tensors) {
    ObjectNode header = JSON.createObjectNode();
    long offset = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      ObjectNode entry = header.putObject(tensor.getKey());
      entry.put("dtype", "F32");
      ArrayNode shape = entry.putArray("shape");
      for (int dimension : tensor.getValue().shape()) {
        shape.add(dimension);
      }
      long end = offset + (long) tensor.getValue().size() * Float.BYTES;
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String text = header.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    int padding = Math.floorMod(-length, ALIGNMENT);
    return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  /** The entries in the order of their places; together they fill {@code dataLength} bytes. */
  static List<Entry> read(String file, String text, int dataLength) {
    JsonNode header;
    try {
      header = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw damaged(file, "has a header that is not JSON");
    }
    if (!header.isObject()) {
      throw damaged(file, "has a header that is not a JSON object");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals(METADATA)) {
        entries.add(entry(file, field.getKey(), field.getValue(), dataLength));
      }
    }
    entries.sort(Comparator.comparingInt(Entry::begin).thenComparingInt(Entry::size));
    int end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        throw damaged(
            file,
            "tensor '%s' begins at byte %d, expected %d: tensors lie without gaps or overlaps"
                .formatted(entry.name(), entry.begin(), end));
      }
      end += entry.size() * Float.BYTES;
    }
    if (end != dataLength) {
      throw damaged(file, "has %d bytes of data, its header says %d".formatted(dataLength, end));
    }
    return entries;
  }

  private static Entry entry(String file, String name, JsonNode node, int dataLength) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw tensor(file, name, "field '%s' is unknown".formatted(field.getKey()));
      }
    }
    String dtype = node.path("dtype").asText();
    if (!dtype.equals("F32")) {
      throw tensor(file, name, "dtype is '%s', expected F32".formatted(dtype));
    }
    long[] offsets = naturals(file, name, node.path("data_offsets"), "data_offsets");
    if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > dataLength) {
      throw tensor(
          file,
          name,
          "data_offsets are %s, expected [begin, end] within %d bytes"
              .formatted(node.path("data_offsets"), dataLength));
    }
    long bytes = offsets[1] - offsets[0];
    List<Integer> shape = new ArrayList<>();
    long size = Float.BYTES;
    for (long dimension : naturals(file, name, node.path("shape"), "shape")) {
      // A product beyond the file cannot overflow a long, for both factors are below 2^31.
      size = size > Integer.MAX_VALUE ? size : size * dimension;
      shape.add((int) dimension);
    }
    if (size != bytes) {
      throw tensor(
          file, name, "shape %s does not fit its %d bytes".formatted(node.path("shape"), bytes));
    }
    return new Entry(name, shape, (int) offsets[0], (int) (bytes / Float.BYTES));
  }

  private static long[] naturals(String file, String name, JsonNode node, String field) {
    boolean fits = node.isArray();
    long[] values = new long[node.size()];
    for (int i = 0; fits && i < values.length; i++) {
      JsonNode item = node.get(i);
      fits = item.isIntegralNumber() && item.canConvertToInt() && item.intValue() >= 0;
      values[i] = item.asLong();
    }
    if (!fits) {
      throw tensor(file, name, "%s is %s, expected a list of whole numbers".formatted(field, node));
    }
    return values;
  }

  private static RuntimeException tensor(String file, String name, String what) {
    return damaged(file, "tensor '%s': %s".formatted(name, what));
  }
}
