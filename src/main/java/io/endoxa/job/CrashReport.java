package io.endoxa.job;

import io.endoxa.isolate.CallMarks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What can be said of a JVM that native code has ended, from what it left in a directory: its
 * marks, and the JVM's own error report, if it came to write one.
 */
public final class CrashReport {
  /** The file of marks in the directory. */
  static final String MARKS = "marks";

  /** The JVM's error report in the directory. */
  static final String ERROR_FILE = "hs_err.log";

  private static final Pattern THREAD =
      Pattern.compile("^Current thread [^\"\\n]*JavaThread \"([^\"\\n]*)\"", Pattern.MULTILINE);
  private static final Pattern FRAME =
      Pattern.compile("^# Problematic frame:\\R# *(\\S.*)$", Pattern.MULTILINE);

  private CrashReport() {}

  /** One message, or empty if nothing was being read that could have crashed native code. */
  public static Optional<String> of(Path directory) {
    try {
      String error = text(directory.resolve(ERROR_FILE));
      List<CallMarks.Mark> marks = CallMarks.read(directory.resolve(MARKS));
      Matcher thread = THREAD.matcher(error);
      if (thread.find()) {
        String crashed = thread.group(1);
        marks = marks.stream().filter(mark -> mark.thread().equals(crashed)).toList();
      }
      if (marks.isEmpty()) {
        return Optional.empty();
      }
      Matcher frame = FRAME.matcher(error);
      String where = frame.find() ? " in " + frame.group(1).strip() : "";
      String places =
          marks.stream().map(CallMarks.Mark::name).distinct().collect(Collectors.joining("; "));
      return Optional.of(
          ("native code crashed%s while it read %s%s. Nothing is published. Take the article out of"
                  + " the input; or, to label, set isolate-native=true, which leaves such paragraphs"
                  + " without labels and goes on.%s")
              .formatted(
                  where,
                  marks.size() > 1 ? "one of these: " : "",
                  places,
                  error.isEmpty()
                      ? ""
                      : " The JVM's report, which may hold parts of the text, is "
                          + directory.resolve(ERROR_FILE)
                          + "."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) throws IOException {
    // Whatever bytes the JVM has written of itself.
    return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }
}
