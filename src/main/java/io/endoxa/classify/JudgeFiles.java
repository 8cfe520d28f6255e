package io.endoxa.classify;

import io.endoxa.encode.EncoderSpec;
import io.endoxa.encode.Precision;
import io.endoxa.error.UserException;
import io.endoxa.provenance.Json;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A judge as files of a model directory: {@value #ONNX}, the transformer; {@value #HEAD}, the head;
 * {@value #SETTINGS}, how it reads. Immutable; the content of the transformer is handed out without
 * a copy, because it is large, and is not to be written to.
 */
public final class JudgeFiles {
  /** The transformer, an ONNX file that ends with token states. */
  public static final String ONNX = "judge.onnx";

  /** {@code head.weight} and {@code head.bias}. */
  public static final String HEAD = "judge.safetensors";

  /** Base, precision and the most tokens of a pair. */
  public static final String SETTINGS = "judge.json";

  private static final List<String> ALL = List.of(ONNX, HEAD, SETTINGS);
  private static final int FORMAT = 2;
  private static final int FEWEST_TOKENS = 8;
  private static final int MOST_TOKENS = 8192;

  /** judge.json; a field that is null in the file is null here. */
  record Settings(
      int format,
      @Nullable String base,
      @Nullable String baseSha256,
      @Nullable String precision,
      int maxTokens) {}

  private final String base;
  private final String baseSha256;
  private final Precision precision;
  private final int maxTokens;
  private final byte[] onnx;
  private final Map<String, Tensor> head;

  /**
   * A judge's content.
   *
   * @param base id of the encoder that the judge was trained from; it reads with its tokenizer
   * @param baseSha256 the {@link EncoderSpec#fingerprint} of that encoder in this precision
   * @param precision of the transformer
   * @param maxTokens of a pair, marks included
   * @param onnx the transformer
   * @param head as {@link Judge#open} takes it
   * @throws UserException if the head has another form
   */
  public JudgeFiles(
      String base,
      String baseSha256,
      Precision precision,
      int maxTokens,
      byte[] onnx,
      Map<String, Tensor> head) {
    if (maxTokens < FEWEST_TOKENS || maxTokens > MOST_TOKENS) {
      throw new IllegalArgumentException("maxTokens is " + maxTokens);
    }
    Judge.layer(head);
    this.base = base;
    this.baseSha256 = baseSha256;
    this.precision = precision;
    this.maxTokens = maxTokens;
    this.onnx = onnx;
    this.head = Map.copyOf(head);
  }

  /** Whether one of the judge's files is among a model's files. */
  public static boolean present(Map<String, byte[]> files) {
    return ALL.stream().anyMatch(files::containsKey);
  }

  /**
   * Reads a judge from a model's files, content by name.
   *
   * @throws UserException naming the file and the field or tensor
   */
  public static JudgeFiles read(Map<String, byte[]> files) {
    byte[] onnx = file(files, ONNX);
    byte[] head = file(files, HEAD);
    Settings settings = Json.read(SETTINGS, file(files, SETTINGS), Settings.class);
    if (settings.format() != FORMAT) {
      throw unfit(
          "format", settings.format(), FORMAT + ". Use the version of Endoxa that wrote it");
    }
    if (settings.base() == null || settings.base().isBlank()) {
      throw unfit("base", settings.base(), "the id of an encoder");
    }
    if (settings.baseSha256() == null || settings.baseSha256().isBlank()) {
      throw unfit("baseSha256", settings.baseSha256(), "the encoder's fingerprint");
    }
    String precision = settings.precision();
    if (precision == null || !Precision.words().contains(precision)) {
      throw unfit("precision", precision, "one of " + Precision.words());
    }
    if (settings.maxTokens() < FEWEST_TOKENS || settings.maxTokens() > MOST_TOKENS) {
      throw unfit(
          "maxTokens", settings.maxTokens(), FEWEST_TOKENS + " to " + MOST_TOKENS + " tokens");
    }
    return new JudgeFiles(
        settings.base(),
        settings.baseSha256(),
        Precision.ofWord(precision),
        settings.maxTokens(),
        onnx,
        Tensors.read(HEAD, head));
  }

  /** The files' content by name: what {@link #read} reads. */
  public SortedMap<String, byte[]> write() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(ONNX, onnx);
    files.put(HEAD, Tensors.write(head));
    files.put(
        SETTINGS, Json.bytes(new Settings(FORMAT, base, baseSha256, precision.word(), maxTokens)));
    return files;
  }

  /** The id of the encoder that the judge was trained from. */
  public String base() {
    return base;
  }

  /** The fingerprint of that encoder, in the judge's precision. */
  public String baseSha256() {
    return baseSha256;
  }

  public Precision precision() {
    return precision;
  }

  /** The most tokens of a pair, marks included. */
  public int maxTokens() {
    return maxTokens;
  }

  /** The transformer. */
  public byte[] onnx() {
    return onnx;
  }

  /** What {@link Judge#open} takes. */
  public Map<String, Tensor> head() {
    return head;
  }

  /**
   * Opens the judge; the caller closes it.
   *
   * @param tokenizerSource the encoder {@link #base}, in any precision
   * @throws UserException if it is another encoder, or a file is not what it should be
   */
  public Judge open(EncoderSpec tokenizerSource) {
    if (!tokenizerSource.id().equals(base)) {
      throw new UserException(
          "%s: field 'base' is '%s', the tokenizer given is of encoder '%s'. Use encoder '%s'."
              .formatted(SETTINGS, base, tokenizerSource.id(), base));
    }
    return Judge.open(tokenizerSource, onnx, head, maxTokens);
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new UserException(
          "the judge's file %s is missing. Found: %s. Copy the whole model directory."
              .formatted(name, String.join(", ", new TreeMap<>(files).keySet())));
    }
    return bytes;
  }

  private static UserException unfit(String field, @Nullable Object found, String expected) {
    return new UserException(
        "%s: field '%s' is %s, expected %s. Copy the model again or mend the field."
            .formatted(SETTINGS, field, found, expected));
  }
}
