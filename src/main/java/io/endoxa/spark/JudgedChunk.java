package io.endoxa.spark;

import io.endoxa.classify.PairScorer;
import io.endoxa.codebook.Stance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a judge says of a chunk of texts: which questions it has read each for, and its logits. For
 * one thread.
 */
final class JudgedChunk implements PairScorer {
  private final List<String> questions;
  private final ChunkCells cells;

  private JudgedChunk(List<String> questions, ChunkCells cells) {
    this.questions = questions;
    this.cells = cells;
  }

  /**
   * The chunk of some texts.
   *
   * @param texts each once
   * @param questions in the order of the codebook
   * @param counts of pairs that are asked for; null if nobody wants to know
   */
  static JudgedChunk of(
      ChunkFiles files,
      List<String> texts,
      List<String> questions,
      PairScorer judge,
      @Nullable ChunkCounts counts) {
    return new JudgedChunk(
        questions,
        new ChunkCells(
            files,
            "logits",
            texts,
            questions.size(),
            Stance.COUNT,
            (text, question) -> judge.logits(questions.get(question), text),
            counts));
  }

  /** The logits of a question and a text of the chunk. */
  @Override
  public float[] logits(String question, String text) {
    return cells.of(text, questions.indexOf(question));
  }

  /** As {@link ChunkCells#keep}. */
  void keep() {
    cells.keep();
  }
}
