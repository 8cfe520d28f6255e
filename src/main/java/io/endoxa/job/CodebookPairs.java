package io.endoxa.job;

import io.endoxa.classify.neural.bert.JudgeExample;
import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import io.endoxa.encode.TokenPair;
import io.endoxa.spark.JudgePairs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Labelled paragraphs as pairs for a judge: each paragraph with each question of the codebook. For
 * training, unrelated pairs are thinned to the number of related ones, and a question is asked in
 * its own words, in a paraphrase, or as its negation, which swaps agree and disagree.
 */
final class CodebookPairs {
  private final Codebook codebook;
  private final JudgePairs pairs;
  private final double paraphrased;
  private final double negated;

  /**
   * Pairs of a codebook's questions.
   *
   * @param paraphrased share of the training pairs that ask in a paraphrase, from 0 to 1
   * @param negated share of those that ask for the opposite; both shares make at most 1
   */
  CodebookPairs(Codebook codebook, JudgePairs pairs, double paraphrased, double negated) {
    this.codebook = codebook;
    this.pairs = pairs;
    this.paraphrased = paraphrased;
    this.negated = negated;
  }

  /**
   * Every question, as it is written, about some paragraphs: {@code [i · questions + question]} of
   * the i-th of them.
   */
  List<TokenPair> asked(TrainingSet set, int[] rows) {
    List<TokenPair> asked = new ArrayList<>();
    for (int row : rows) {
      for (Question question : codebook.questions()) {
        asked.add(pairs.pair(question.proposition(), set.texts().get(row)));
      }
    }
    return asked;
  }

  /**
   * The examples of each epoch: every related pair once, pairs that discuss twice as they are
   * fewer, and as many unrelated pairs, drawn anew for each epoch.
   */
  List<List<JudgeExample>> epochs(TrainingSet set, int count, long seed) {
    Random random = new Random(seed);
    List<List<JudgeExample>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < count; epoch++) {
      List<JudgeExample> examples = new ArrayList<>();
      for (int question = 0; question < codebook.questions().size(); question++) {
        addQuestion(set, question, random, examples);
      }
      epochs.add(examples);
    }
    return epochs;
  }

  private void addQuestion(
      TrainingSet set, int question, Random random, List<JudgeExample> examples) {
    List<Integer> unrelated = new ArrayList<>();
    int before = examples.size();
    for (int row : set.allRows()) {
      Stance stance = set.stance(row, question);
      if (stance == Stance.UNRELATED) {
        unrelated.add(row);
        continue;
      }
      examples.add(example(set, row, question, random));
      if (stance == Stance.DISCUSS) {
        examples.add(example(set, row, question, random));
      }
    }
    int related = examples.size() - before;
    Collections.shuffle(unrelated, random);
    for (int row : unrelated.subList(0, Math.min(unrelated.size(), related))) {
      examples.add(example(set, row, question, random));
    }
  }

  private JudgeExample example(TrainingSet set, int row, int index, Random random) {
    Question question = codebook.questions().get(index);
    Stance stance = set.stance(row, index);
    String words = question.proposition();
    double draw = random.nextDouble();
    if (draw < negated && !question.negations().isEmpty()) {
      words = one(question.negations(), random);
      stance = stance.onTheOpposite();
    } else if (draw < negated + paraphrased && !question.paraphrases().isEmpty()) {
      words = one(question.paraphrases(), random);
    }
    return new JudgeExample(pairs.pair(words, set.texts().get(row)), stance, 1);
  }

  private static String one(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
