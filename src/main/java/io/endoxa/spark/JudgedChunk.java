package io.endoxa.spark;

import io.endoxa.classify.PairScorer;
import io.endoxa.classify.Tensor;
import io.endoxa.codebook.Stance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a judge says of a chunk of texts: which questions it has read each for, and its logits. What
 * was kept is taken, the judge is asked for the rest, and {@link #keep} keeps all of it. For one
 * thread.
 */
final class JudgedChunk implements PairScorer {
  private static final String READ = "read";
  private static final String LOGITS = "logits";

  private final ChunkFiles files;
  private final String key;
  private final Map<String, Integer> texts;
  private final Map<String, Integer> questions;
  private final PairScorer judge;
  private final @Nullable ChunkCounts counts;
  private final float[] read;
  private final float[] logits;
  private final boolean[] kept; // and not yet counted
  private boolean changed;
  private long computed;
  private long taken;

  private JudgedChunk(
      ChunkFiles files,
      List<String> texts,
      List<String> questions,
      PairScorer judge,
      @Nullable ChunkCounts counts) {
    this.files = files;
    this.key = ChunkFiles.key(texts);
    this.texts = positions(texts);
    this.questions = positions(questions);
    this.judge = judge;
    this.counts = counts;
    int rows = this.texts.size();
    int columns = this.questions.size();
    int pairs = rows * columns;
    Optional<Map<String, Tensor>> found =
        files.read(
            key,
            Map.of(READ, List.of(rows, columns), LOGITS, List.of(rows, columns, Stance.COUNT)));
    this.read =
        found
            .map(content -> ChunkFiles.numbers(content, READ).clone())
            .orElseGet(() -> new float[pairs]);
    this.logits =
        found
            .map(content -> ChunkFiles.numbers(content, LOGITS).clone())
            .orElseGet(() -> new float[pairs * Stance.COUNT]);
    this.kept = new boolean[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      kept[pair] = read[pair] != 0;
    }
    this.changed = found.isEmpty();
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
    return new JudgedChunk(files, texts, questions, judge, counts);
  }

  private static Map<String, Integer> positions(List<String> all) {
    Map<String, Integer> positions = new HashMap<>();
    for (String one : all) {
      positions.putIfAbsent(one, positions.size());
    }
    return positions;
  }

  /** The logits of a question and a text of the chunk. */
  @Override
  public float[] logits(String question, String text) {
    Integer row = texts.get(text);
    Integer column = questions.get(question);
    if (row == null || column == null) {
      throw new IllegalArgumentException("the chunk has another text or question");
    }
    int pair = row * questions.size() + column;
    int from = pair * Stance.COUNT;
    if (read[pair] == 0) {
      System.arraycopy(judge.logits(question, text), 0, logits, from, Stance.COUNT);
      read[pair] = 1;
      changed = true;
      computed++;
    } else if (kept[pair]) {
      kept[pair] = false; // Rows of the same text ask again, and a pair counts once.
      taken++;
    }
    return Arrays.copyOfRange(logits, from, from + Stance.COUNT);
  }

  /** Counts what was asked for, and keeps what is known now, unless nothing new is. */
  void keep() {
    if (counts != null) {
      counts.add(new ChunkCounts.Chunk(key, computed, taken));
    }
    if (changed) {
      Tensor pairs = new Tensor(read, texts.size(), questions.size());
      files.write(
          key,
          Map.of(
              READ,
              pairs,
              LOGITS,
              new Tensor(logits, texts.size(), questions.size(), Stance.COUNT)));
      changed = false;
    }
  }
}
