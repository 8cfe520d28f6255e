package io.endoxa.isolate;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a child process is started.
 *
 * @param classPath of the child, joined as Java wants it
 * @param mainClass whose {@code main} calls {@link Worker#serve}
 */
public record ChildCommand(String classPath, String mainClass) {
  /** A model of some hundred megabytes and its copy; the weights lie outside of the heap. */
  private static final String HEAP = "-Xmx1g";

  /** Properties of the native libraries, which say where they unpack and what they load. */
  private static final List<String> INHERITED = List.of("ai.djl.", "onnxruntime.", "DJL_");

  /**
   * A child that has the classes of this process: those of its class path, and the jar of {@code
   * main} if Spark has loaded that from elsewhere.
   */
  public static ChildCommand of(Class<?> main) {
    Set<String> places = new LinkedHashSet<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!place.isEmpty()) {
        places.add(Path.of(place).toAbsolutePath().toString());
      }
    }
    CodeSource source = main.getProtectionDomain().getCodeSource();
    if (source != null) {
      places.add(path(source.getLocation()).toString());
    }
    return new ChildCommand(String.join(File.pathSeparator, places), main.getName());
  }

  private static Path path(URL location) {
    try {
      return Path.of(location.toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes come from " + location, e);
    }
  }

  /** The words that start it. */
  List<String> words(Path temporary) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What a crash would print, or leave in a core file, could hold text; so it ends with code 1.
    // And
    // standard output belongs to the messages.
    words.addAll(
        List.of(
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+DisplayVMOutputToStderr",
            "-Djava.io.tmpdir=" + temporary));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> INHERITED.stream().anyMatch(name::startsWith))
        .sorted()
        .forEach(name -> words.add("-D" + name + "=" + System.getProperty(name)));
    words.addAll(List.of("-cp", classPath, mainClass));
    return words;
  }
}
