package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageReaderTest {
  @TempDir private Path temporary;
  private Path saved = Path.of("");

  @BeforeEach
  void save() throws IOException {
    SharedSpark.session();
    saved = temporary.resolve("stage");
    new EncodeParagraphs("stage-1").setInputCol("body").write().save(saved.toString());
  }

  /** A save of a stage whose metadata names another class. */
  private void rename(String className) throws IOException {
    Path metadata = saved.resolve("metadata");
    try (Stream<Path> files = Files.list(metadata)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(".")) {
          Files.delete(file);
        } else {
          String text = Files.readString(file);
          Files.writeString(file, text.replace(EncodeParagraphs.class.getName(), className));
        }
      }
    }
  }

  @Test
  void whatWasSavedIsLoaded() {
    EncodeParagraphs stage = new StageReader<>(EncodeParagraphs.class).load(saved.toString());
    assertThat(stage.uid()).isEqualTo("stage-1");
    assertThat(stage.getOrDefault(stage.inputCol())).isEqualTo("body");
  }

  @Test
  void sparksReaderMakesWhateverTheFileNamesAndThisOneDoesNot() throws IOException {
    Path made = temporary.resolve("stage-1");
    for (String other : List.of(Trace.class.getName(), "java.io.FileOutputStream")) {
      save(other);
      assertThatThrownBy(() -> new StageReader<>(EncodeParagraphs.class).load(saved.toString()))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "%s: is a saved %s, expected io.endoxa.spark.EncodeParagraphs. Load it with the class"
                      .formatted(saved, other)
                  + " that saved it, if you trust its source.");
    }
    assertThat(Trace.made).isZero();
    assertThat(made).doesNotExist();
    save(Trace.class.getName());
    assertThatThrownBy(() -> new DefaultParamsReader<EncodeParagraphs>().load(saved.toString()))
        .isInstanceOf(ClassCastException.class);
    assertThat(Trace.made).isOne();
  }

  private void save(String className) throws IOException {
    new EncodeParagraphs("stage-1").write().overwrite().save(saved.toString());
    rename(className);
  }

  /** Any class with such a constructor will do. */
  public static final class Trace {
    private static int made;

    public Trace(String uid) {
      made += uid.length() > 0 ? 1 : 0;
    }
  }
}
