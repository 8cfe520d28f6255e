package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.evaluate.behaviour.Behaviour;
import io.endoxa.yaml.YamlMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinPassRatesTest {
  private static Map<Behaviour, Double> read(String yaml) {
    return MinPassRates.read(YamlMap.parse("job.yaml", yaml), "rates");
  }

  @Test
  void eachItemIsACheckAndARate() {
    assertThat(read("rates: [typos=0.9, quote-style = 1]"))
        .isEqualTo(Map.of(Behaviour.TYPOS, 0.9, Behaviour.QUOTE_STYLE, 1.0));
    assertThat(read("rates: typos=0")).isEqualTo(Map.of(Behaviour.TYPOS, 0.0));
    assertThat(read("rates: []")).isEmpty();
    assertThat(read("seed: 7")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"typos", "=0.9", "typos=", "typos=much", "typos=1.1", "typos=-1", "typos=NaN"})
  void anItemThatDoesNotFitIsNamed(String item) {
    assertThatThrownBy(() -> read("seed: 7\nrates: ['%s']".formatted(item)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "job.yaml:2: rates: found '%s', expected a check and a number from 0 to 1, such as"
                + " typos=0.9.",
            item);
  }

  @Test
  void anUnknownCheckIsNamedWithTheNearestOne() {
    assertThatThrownBy(() -> read("rates: [tpyos=0.9]"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "job.yaml:1: rates: check 'tpyos' is unknown. Did you mean 'typos'? Known:"
                + " negated-question, minimal-pair, ");
  }

  @Test
  void aCheckStandsOnce() {
    assertThatThrownBy(() -> read("rates: [typos=0.9, typos=0.8]"))
        .isInstanceOf(UserException.class)
        .hasMessage("job.yaml:1: rates: check 'typos' stands twice. Remove one.");
  }
}
