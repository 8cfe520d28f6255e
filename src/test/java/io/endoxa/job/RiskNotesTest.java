package io.endoxa.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.decide.DecisionRule;
import io.endoxa.decide.RiskRule;
import io.endoxa.decide.RiskRule.Basis;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskNotesTest {
  @Test
  void aRunSaysWhatAnErrorTargetCosts() {
    RiskRule rule =
        new RiskRule(
            0.1,
            List.of(
                new RiskRule.OfQuestion(new DecisionRule(0.6125), Basis.OWN, 3_703, 3_111, 281),
                new RiskRule.OfQuestion(new DecisionRule(0.5), Basis.POOLED, 80, 60, 4),
                new RiskRule.OfQuestion(DecisionRule.NEVER, Basis.UNREACHABLE, 3_703, 0, 0)));
    assertThat(TrainStep.notes(rule, List.of("deal", "trade", "turn")))
        .containsExactly(
            "deal: max-error 0.1 is kept from confidence 0.613 on: 3,111 of 3,703 held-out labels"
                + " count, 281 of them are wrong.",
            "trade: max-error 0.1 is kept from confidence 0.500 on by all questions together, as it"
                + " has few labels: 60 of 80 held-out labels count, 4 of them are wrong.",
            "turn: max-error 0.1 was not reached at any confidence: every label is an abstention.");
  }
}
