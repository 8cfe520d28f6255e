package io.endoxa.decide;

import io.endoxa.codebook.Stance;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How what heads and judge say becomes the probabilities of each question. The heads' stacker
 * decides alone where the judge is not asked: for questions where it does not help, and for pairs
 * that the question's gate keeps from it. The other pairs have a stacker of their own, which counts
 * the judge as one more head, behind the others.
 *
 * @param questions in codebook order
 */
public record Calibration(List<OfQuestion> questions) {
  /** The judge's name beside those of the heads, in files and reports. */
  static final String JUDGE = "judge";

  /**
   * The calibration of one question.
   *
   * @param heads fitted to all pairs
   * @param judged null if the judge is never asked
   */
  public record OfQuestion(Stacker heads, @Nullable Judged judged) {
    public OfQuestion {
      if (judged != null && judged.stacker().weights().size() != heads.weights().size() + 1) {
        throw new IllegalArgumentException(
            "%d weights with the judge, %d without"
                .formatted(judged.stacker().weights().size(), heads.weights().size()));
      }
    }

    private OfQuestion withOpenGate() {
      return judged == null
          ? this
          : new OfQuestion(heads, new Judged(JudgeGate.OPEN, judged.stacker()));
    }
  }

  /**
   * When the judge is asked, and what its answer counts.
   *
   * @param stacker its last weight is the judge's
   */
  public record Judged(JudgeGate gate, Stacker stacker) {}

  public Calibration {
    questions = List.copyOf(questions);
  }

  /** The mean of the heads, as they come, and no judge. */
  public static Calibration neutral(int heads, int questions) {
    return new Calibration(
        Collections.nCopies(questions, new OfQuestion(Stacker.mean(heads), null)));
  }

  /** Whether there is a question for which the judge is ever asked. */
  public boolean asksJudge() {
    return questions.stream().anyMatch(question -> question.judged() != null);
  }

  /** The same with gates that keep no pair from the judge. */
  public Calibration withOpenGates() {
    return new Calibration(questions.stream().map(OfQuestion::withOpenGate).toList());
  }

  /**
   * The probabilities of the stances by the heads alone, which sum to 1 within 1e-6.
   *
   * @param logits {@code [head][stance]}, in the order of the model's heads
   * @param question the question's position in the codebook
   */
  public float[] probabilities(float[][] logits, int question) {
    return questions.get(question).heads().probabilities(logits);
  }

  /**
   * The probabilities of the stances, which sum to 1 within 1e-6.
   *
   * @param logits {@code [head][stance]}, in the order of the model's heads
   * @param question the question's position in the codebook
   * @param judge gives the judge's logits of the pair; called once, or not at all
   */
  public float[] probabilities(float[][] logits, int question, Supplier<float[]> judge) {
    OfQuestion ofQuestion = questions.get(question);
    float[] ofHeads = ofQuestion.heads().probabilities(logits);
    Judged judged = ofQuestion.judged();
    return judged != null && judged.gate().passes(unrelated(ofHeads))
        ? judged.stacker().probabilities(HeldOut.beside(logits, judge.get()))
        : ofHeads;
  }

  static float unrelated(float[] probabilities) {
    return probabilities[Stance.UNRELATED.position()];
  }
}
