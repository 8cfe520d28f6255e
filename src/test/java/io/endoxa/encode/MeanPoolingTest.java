package io.endoxa.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class MeanPoolingTest {
  private static final int X = TokenizedText.NOWHERE;

  private final MeanPooling pooling = new MeanPooling(2);

  @Test
  void theTextHasAllTokensAndASentenceThoseThatBeginInIt() {
    // States (1,0) (3,0) (0,4) (2,0) (0,4): all add up to (6,8), those at 0 and 5 to (3,4).
    EncodedText encoded =
        pool(new int[] {X, 0, 5, 9, X}, 5, new int[] {0, 9}, 1, 0, 3, 0, 0, 4, 2, 0, 0, 4);

    assertThat(encoded.vector()).containsExactly(0.6f, 0.8f);
    assertThat(encoded.sentenceCount()).isEqualTo(2);
    assertThat(encoded.sentenceVector(0)).containsExactly(0.6f, 0.8f);
    assertThat(encoded.sentenceVector(1)).containsExactly(1f, 0f);
    assertThat(encoded.truncated()).isFalse();
  }

  @Test
  void sentencesWhollyCutOffAreAbsent() {
    EncodedText encoded = pool(new int[] {X, 0, X}, 9, new int[] {0, 4, 8}, 1, 0, 0, 1, 1, 0);

    assertThat(encoded.truncated()).isTrue();
    assertThat(encoded.tokenCount()).isEqualTo(9);
    assertThat(encoded.sentenceCount()).isEqualTo(1);
    assertThatThrownBy(() -> encoded.sentenceVector(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aSentenceWithoutTokensHasTheVectorOfTheText() {
    EncodedText encoded =
        pool(new int[] {X, 0, 8, X}, 4, new int[] {0, 4, 8}, 0, 1, 1, 0, 1, 0, 0, 1);

    assertThat(encoded.sentenceCount()).isEqualTo(3);
    assertThat(encoded.sentenceVector(1)).containsExactly(encoded.vector());
    assertThat(encoded.sentenceVector(2)).containsExactly(1f, 0f);
  }

  @Test
  void vectorsAreHandedOutAsCopies() {
    EncodedText encoded = pool(new int[] {0}, 1, new int[] {0}, 1, 0);
    encoded.vector()[0] = 7;
    encoded.sentenceVector(0)[0] = 7;

    assertThat(encoded.vector()).containsExactly(1f, 0f);
    assertThat(encoded.sentenceVector(0)).containsExactly(1f, 0f);
  }

  @Test
  void statesWithoutALengthAreRefused() {
    assertThatThrownBy(() -> pool(new int[] {0}, 1, new int[] {0}, Float.NaN, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The model gave token states of length NaN.");
    assertThatThrownBy(() -> pool(new int[] {0}, 1, new int[] {0}, 0, 0))
        .hasMessage("The model gave token states of length 0.0.");
  }

  private EncodedText pool(int[] starts, int fullCount, int[] sentenceStarts, float... states) {
    TokenizedText tokens = new TokenizedText(new long[starts.length], starts, fullCount);
    return pooling.pool(tokens, FloatBuffer.wrap(states), sentenceStarts);
  }
}
