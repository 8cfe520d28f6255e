package io.endoxa.isolate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Our own classes as they are, but that they crash or hang on the words of {@link Crash}: earlier
 * on a class path they take the place of ours.
 */
public final class CrashingClasses {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "endoxa", "encode");

  private CrashingClasses() {}

  /** Compiles them into a directory, and returns it. */
  public static Path compileInto(Path directory) throws IOException {
    Path encoder =
        changed(
            directory,
            "OnnxSentenceEncoder.java",
            "public EncodedText encode(String text) {",
            "on");
    Path pairs =
        changed(directory, "PairTokenizer.java", "public Tokens tokens(String text) {", "onPair");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-d",
              directory.toString(),
              "-cp",
              ChildCommand.of(IsolatedCalls.class).classPath()
                  + File.pathSeparator
                  + ChildCommand.of(CrashingClasses.class).classPath());
      assertThat(
              compiler
                  .getTask(
                      null, files, null, options, null, files.getJavaFileObjects(encoder, pairs))
                  .call())
          .isTrue();
    }
    return directory;
  }

  private static Path changed(Path directory, String file, String method, String crash)
      throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    assertThat(source).containsOnlyOnce(method);
    return Files.writeString(
        directory.resolve(file),
        source.replace(method, method + " io.endoxa.isolate.Crash." + crash + "(text);"));
  }

  /** A class path with these classes first, then those of this process. */
  public static String before(Path directory) {
    return String.join(
        File.pathSeparator,
        directory.toString(),
        ChildCommand.of(IsolatedCalls.class).classPath(),
        ChildCommand.of(CrashingClasses.class).classPath());
  }
}
