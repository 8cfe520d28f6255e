package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.isolate.ChildCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Our own classes as they are, but that the encoder and the judge are run on a sample of texts
 * alone, as {@link DrawnAnswers} says, and that {@link NativeHandles} counts: earlier on a class
 * path they take the place of ours. Tokens are made of every text.
 */
public final class SampledClasses {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "endoxa");

  private SampledClasses() {}

  /** Compiles them into a directory and returns a class path with them first. */
  public static String compileInto(Path directory) throws IOException {
    String classPath =
        Stream.of(ChildCommand.of(SentenceEncoder.class), ChildCommand.of(SampledClasses.class))
            .map(ChildCommand::classPath)
            .collect(Collectors.joining(File.pathSeparator));
    Path encoder =
        changed(
            directory,
            "encode/OnnxSentenceEncoder.java",
            "return pooling.pool(",
            "if (!DrawnAnswers.isRead(tokens.ids())) {"
                + " return DrawnAnswers.encoded(tokens, spec.dimension()); }"
                + " return pooling.pool(");
    Path judge =
        changed(
            directory,
            "classify/Judge.java",
            "return head.apply(",
            "if (!io.endoxa.encode.DrawnAnswers.isRead(pair.ids())) {"
                + " return io.endoxa.encode.DrawnAnswers.logits(pair.ids()); }"
                + " return head.apply(");
    Path model =
        changed(
            directory,
            "encode/TransformerModel.java",
            "OnnxTensor states = (OnnxTensor) result.get(0);",
            "OnnxTensor states = (OnnxTensor) result.get(0);"
                + " NativeHandles.opened(idTensor, mask, types, states);",
            "session = null;\n      return model;",
            "session = null; NativeHandles.sessionOpened(); return model;",
            "public void close() {",
            "public void close() { NativeHandles.sessionClosed();");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", directory.toString(), "-cp", classPath);
      assertThat(
              compiler
                  .getTask(
                      null,
                      files,
                      null,
                      options,
                      null,
                      files.getJavaFileObjects(encoder, judge, model))
                  .call())
          .isTrue();
    }
    return directory + File.pathSeparator + classPath;
  }

  /** A source with each text replaced by the one behind it. */
  private static Path changed(Path directory, String file, String... replacements)
      throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(source).containsOnlyOnce(replacements[i]);
      source = source.replace(replacements[i], replacements[i + 1]);
    }
    Path target = directory.resolve(Path.of(file).getFileName());
    return Files.writeString(target, source);
  }
}
