package io.endoxa.classify;

import static io.endoxa.classify.Tensors.damaged;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The JSON header of a safetensors file: which tensor lies where. */
final class TensorHeader {
  /** Where a tensor lies. */
  static final class Entry {
    private final String name;
    private final int[] shape;
    private final int begin;
    private final int size;

    private Entry(String name, int[] shape, int begin, int size) {
      this.name = name;
      this.shape = shape;
      this.begin = begin;
      this.size = size;
    }

    String name() {
      return name;
    }

    /** Handed out without a copy. */
    int[] shape() {
      return shape;
    }

    /** Its first byte, counted from the end of the header. */
    int begin() {
      return begin;
    }

    /** How many numbers it has. */
    int size() {
      return size;
    }
  }

  /** The format's free text about the file; it is allowed and not read. */
  private static final String METADATA = "__metadata__";

  private static final int ALIGNMENT = 8;
  private static final int MOST_DIMENSIONS = 16;
  private static final int LONGEST_SHOWN = 80;

  /**
   * An entry takes several times its text in memory, so that a file that is all header would take a
   * multiple of itself: beyond this many bytes a header is at most a sixteenth of the data.
   */
  private static final int SMALL = 1 << 15;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Field names come from files: they are not kept. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final String file;
  private final JsonParser json;
  private final int dataLength;

  private TensorHeader(String file, JsonParser json, int dataLength) {
    this.file = file;
    this.json = json;
    this.dataLength = dataLength;
  }

  /** The most bytes that a header has beside so many bytes of data. */
  static long mostBytes(long dataLength) {
    return SMALL + dataLength / 16;
  }

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
    if (length + padding > mostBytes(offset)) {
      throw new IllegalArgumentException(
          "%d tensors need a header of %d bytes for %d bytes of data; put more into each"
              .formatted(tensors.size(), length + padding, offset));
    }
    return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The entries in the order of their places; together they fill {@code dataLength} bytes.
   *
   * @param bytes the file; its header has {@code length} bytes from {@code start} on
   */
  static List<Entry> read(String file, byte[] bytes, int start, int length, int dataLength) {
    InputStreamReader text =
        new InputStreamReader(
            new ByteArrayInputStream(bytes, start, length), StandardCharsets.UTF_8);
    List<Entry> entries;
    try (JsonParser json = FACTORY.createParser(text)) {
      entries = new TensorHeader(file, json, dataLength).entries();
    } catch (JsonProcessingException e) {
      throw damaged(file, "has a header that is not JSON");
    } catch (IOException e) {
      throw new IllegalStateException("memory can be read", e);
    }
    entries.sort(Comparator.comparingInt(Entry::begin).thenComparingInt(Entry::size));
    int end = 0;
    for (Entry entry : entries) {
      if (entry.begin != end) {
        throw damaged(
            file,
            "tensor '%s' begins at byte %d, expected %d: tensors lie without gaps or overlaps"
                .formatted(shown(entry.name), entry.begin, end));
      }
      end += entry.size * Float.BYTES;
    }
    if (end != dataLength) {
      throw damaged(file, "has %d bytes of data, its header says %d".formatted(dataLength, end));
    }
    return entries;
  }

  private List<Entry> entries() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw damaged(file, "has a header that is not a JSON object");
    }
    List<Entry> entries = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(METADATA)) {
        json.skipChildren();
      } else {
        entries.add(entry(name));
      }
    }
    if (json.nextToken() != null) {
      throw damaged(file, "has a header that is not JSON");
    }
    return entries;
  }

  private Entry entry(String name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw tensor(name, "is not a JSON object");
    }
    String dtype = "";
    int[] shape = null;
    int[] offsets = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          dtype = json.getText();
          json.skipChildren();
        }
        case "shape" -> shape = naturals(name, field);
        case "data_offsets" -> offsets = naturals(name, field);
        default -> throw tensor(name, "field '%s' is unknown".formatted(shown(field)));
      }
    }
    if (!dtype.equals("F32")) {
      throw tensor(name, "dtype is '%s', expected F32".formatted(shown(dtype)));
    }
    if (shape == null || offsets == null) {
      throw tensor(name, "%s is missing".formatted(shape == null ? "shape" : "data_offsets"));
    }
    if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > dataLength) {
      throw tensor(
          name,
          "data_offsets are %s, expected [begin, end] within %d bytes"
              .formatted(list(offsets), dataLength));
    }
    int bytes = offsets[1] - offsets[0];
    long size = Float.BYTES;
    for (int dimension : shape) {
      // A product beyond the file cannot overflow a long, for both factors are below 2^31.
      size = size > Integer.MAX_VALUE ? size : size * dimension;
    }
    if (size != bytes) {
      throw tensor(name, "shape %s does not fit its %d bytes".formatted(list(shape), bytes));
    }
    return new Entry(name, shape, offsets[0], bytes / Float.BYTES);
  }

  private int[] naturals(String name, String field) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw unfit(name, field, value());
    }
    int[] values = new int[4];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean fits =
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() == JsonParser.NumberType.INT
              && json.getIntValue() >= 0
              && count < MOST_DIMENSIONS;
      if (!fits) {
        String found = list(Arrays.copyOf(values, count));
        throw unfit(
            name,
            field,
            found.substring(0, found.length() - 1) + (count == 0 ? "" : ",") + value() + "…");
      }
      values = count < values.length ? values : Arrays.copyOf(values, 2 * count);
      values[count++] = json.getIntValue();
    }
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  /** The value that the parser stands at, for a message or to compare. */
  private String value() throws IOException {
    return shown(json.getText());
  }

  private RuntimeException unfit(String name, String field, String found) {
    return tensor(
        name,
        "%s is %s, expected a list of at most %d whole numbers"
            .formatted(field, found, MOST_DIMENSIONS));
  }

  private static String list(int[] values) {
    return Arrays.toString(values).replace(" ", "");
  }

  /** Names are from the file: a message is one line of bounded length. */
  static String shown(String text) {
    String first = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    return first.replaceAll("\\p{Cntrl}", "?");
  }

  private RuntimeException tensor(String name, String what) {
    return damaged(file, "tensor '%s': %s".formatted(shown(name), what));
  }
}
