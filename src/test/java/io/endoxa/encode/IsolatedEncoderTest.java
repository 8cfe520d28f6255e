package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.isolate.ChildCommand;
import io.endoxa.isolate.Crash;
import io.endoxa.isolate.CrashingClasses;
import io.endoxa.isolate.NativeCrashException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedEncoderTest {
  private final EncoderSpec spec =
      EncoderSpec.find(Path.of("models", "encoders"), "minilm-l6-v2", Precision.INT8, "test:1");

  @TempDir private Path temporary;

  @Test
  void aTextThatCrashesTheEncoderLeavesTheOthersAsTheyAre() throws IOException {
    String classPath = CrashingClasses.before(CrashingClasses.compileInto(temporary));
    ChildCommand command = new ChildCommand(classPath, EncoderWorker.class.getName());
    try (SentenceEncoder isolated = IsolatedEncoder.open(spec, command, Duration.ofSeconds(60))) {
      assertSame(isolated, "The ferry was late. Nobody minded.");
      assertThatThrownBy(() -> isolated.encode("The " + Crash.CRASHING + " was late."))
          .isInstanceOf(NativeCrashException.class);
      assertSame(isolated, "Half a pair \uD83D of surrogates, a whole one \uD83D\uDE00.");
      assertSame(isolated, "Ropes, nets and tar. ".repeat(5000));
      assertThat(isolated.spec()).isEqualTo(spec);
      assertThatThrownBy(() -> isolated.encode(" "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The text is blank; leave it out before encoding.");
    }
  }

  private void assertSame(SentenceEncoder isolated, String text) {
    assertThat(isolated.encode(text)).isEqualTo(SharedEncoders.of(spec).encode(text));
  }

  @Test
  void aMissingModelIsSaidAsWithoutIsolation() {
    EncoderSpec absent =
        new EncoderSpec(
            spec.id(),
            spec.precision(),
            new EncoderFile("classpath:/absent.onnx"),
            spec.tokenizer(),
            spec.dimension(),
            spec.maxTokens(),
            spec.licence());

    assertThatThrownBy(() -> IsolatedEncoder.open(absent))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "encoder 'minilm-l6-v2/int8': model classpath:/absent.onnx is not on the class path."
                + " Correct the name, or run the jar that carries the models.");
  }
}
