package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class MeanPoolingTest {
  private final MeanPooling pooling = new MeanPooling(2);

  @Test
  void theTextHasTheDirectionOfAllItsTokens() {
    // States (1,0) (3,0) (0,4) (2,0) (0,4) add up to (6,8).
    EncodedText encoded = pool(5, 5, 1, 0, 3, 0, 0, 4, 2, 0, 0, 4);

    assertThat(encoded.vector()).containsExactly(0.6f, 0.8f);
    assertThat(encoded.truncated()).isFalse();
  }

  @Test
  void aTextThatIsCutSaysHowLongItIs() {
    EncodedText encoded = pool(3, 9, 1, 0, 0, 1, 1, 0);

    assertThat(encoded.truncated()).isTrue();
    assertThat(encoded.tokenCount()).isEqualTo(9);
  }

  @Test
  void theVectorIsHandedOutAsACopy() {
    EncodedText encoded = pool(1, 1, 1, 0);
    encoded.vector()[0] = 7;

    assertThat(encoded.vector()).containsExactly(1f, 0f);
  }

  @Test
  void statesWithoutALengthAreRefused() {
    assertThatThrownBy(() -> pool(1, 1, Float.NaN, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The model gave token states of length NaN.");
    assertThatThrownBy(() -> pool(1, 1, 0, 0))
        .hasMessage("The model gave token states of length 0.0.");
  }

  private EncodedText pool(int size, int fullCount, float... states) {
    return pooling.pool(new TokenizedText(new long[size], fullCount), FloatBuffer.wrap(states));
  }
}
