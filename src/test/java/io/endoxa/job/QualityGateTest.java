package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import io.endoxa.yaml.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityGateTest {
  private static final List<String> QUESTIONS = List.of("secret_deal", "economic_turn");

  private static QualityGate read(String gate) {
    YamlMap job = YamlMap.parse("job.yaml", "seed: 7\nquality-gate: " + gate);
    return Objects.requireNonNull(QualityGate.read(job, "quality-gate"));
  }

  @Test
  void aGateIsReadWhole() {
    QualityGate gate =
        read(
            "{floor: 0.35, mean: 0.4, per-question: {secret_deal: 0.45}, except: [economic_turn],"
                + " baseline: models/small, tolerance: 0.02}");

    assertThat(gate)
        .isEqualTo(
            new QualityGate(
                "job.yaml:2: quality-gate",
                0.35,
                0.4,
                Map.of("secret_deal", 0.45),
                Set.of("economic_turn"),
                "models/small",
                0.02));
    assertThat(gate.floorOf("secret_deal")).isEqualTo(0.45);
    assertThat(gate.floorOf("economic_turn")).isEqualTo(0.35);
    assertThat(gate.words())
        .isEqualTo(
            "every question 0.350; secret_deal 0.450; mean 0.400; at most 0.020 below"
                + " models/small; nothing of economic_turn");
  }

  @Test
  void aGateStandsOnTheCommandLineToo() {
    YamlMap job = YamlMap.parse("job.yaml", "seed: 7");
    assertThat(QualityGate.read(job, "quality-gate")).isNull();

    job.set("quality-gate", "{floor: 0.35}");
    QualityGate gate = Objects.requireNonNull(QualityGate.read(job, "quality-gate"));
    assertThat(gate.floorOf("secret_deal")).isEqualTo(0.35);
    assertThat(gate.place()).isEqualTo("--set quality-gate: quality-gate");

    job.set("quality-gate", "{floor: high}");
    assertThatThrownBy(() -> QualityGate.read(job, "quality-gate"))
        .isInstanceOf(UserException.class)
        .hasMessage("--set quality-gate: floor: found 'high', expected a number from 0.0 to 1.0.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0.4; job.yaml:2: quality-gate: found '0.4', expected a mapping.",
        "{}; job.yaml:2: quality-gate asks for nothing, expected one of floor, mean,"
            + " per-question, baseline at least.",
        "{except: [a]}; job.yaml:2: quality-gate asks for nothing, expected one of floor, mean,"
            + " per-question, baseline at least.",
        "{flor: 0.4}; job.yaml:2: key 'flor' is unknown. Did you mean 'floor'? Known keys:"
            + " baseline, except, floor, mean, per-question, tolerance.",
        "{floor: 40}; job.yaml:2: floor: found '40', expected a number from 0.0 to 1.0.",
        "{per-question: [a]}; job.yaml:2: per-question: found a list, expected a mapping.",
        "{per-question: {a: NaN}}; job.yaml:2: a: found 'NaN', expected a number from 0.0 to 1.0.",
        "{baseline: m}; job.yaml:2: quality-gate: baseline and tolerance stand together, found"
            + " only baseline. Add how far below the baseline a question may be, such as"
            + " tolerance: 0.02.",
        "{floor: 0, tolerance: 0}; job.yaml:2: quality-gate: baseline and tolerance stand"
            + " together, found only tolerance. Add baseline: FILE, or remove tolerance.",
      })
  void aGateThatDoesNotFitIsRejected(String gate, String message) {
    assertThatThrownBy(() -> read(gate)).isInstanceOf(UserException.class).hasMessage(message);
  }

  @Test
  void anUnknownQuestionIsNamedWithTheNearestOne() {
    read("{per-question: {secret_deal: 0.4}, except: [economic_turn]}").requireKnown(QUESTIONS);
    for (String gate :
        List.of("{per-question: {secret_del: 0.4}}", "{floor: 0.3, except: [secret_del]}")) {
      assertThatThrownBy(() -> read(gate).requireKnown(QUESTIONS))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "job.yaml:2: quality-gate: question 'secret_del' is unknown. Did you mean"
                  + " 'secret_deal'? Known: secret_deal, economic_turn.");
    }
  }
}
