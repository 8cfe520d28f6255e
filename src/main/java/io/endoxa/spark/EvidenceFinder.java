package io.endoxa.spark;

import io.endoxa.classify.HashedTerms;
import io.endoxa.classify.PairScorer;
import io.endoxa.classify.ParagraphFeatures;
import io.endoxa.codebook.Stance;
import io.endoxa.decide.EvidenceSearch;
import io.endoxa.decide.StanceModel;
import io.endoxa.encode.SentenceEncoder;
import io.endoxa.isolate.NativeCrashException;
import io.endoxa.text.ParagraphSentences;
import io.endoxa.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sentence of a paragraph that carries a stance, as {@link EvidenceSearch} says. Reads a
 * paragraph without each of its sentences once, however many questions come one after the other.
 * For one thread.
 */
public final class EvidenceFinder {
  /**
   * Part of the name of kept evidence, which is a sentence's position. Raised by whoever cuts
   * sentences, leaves them out or ranks them in another way.
   */
  static final int FORMAT = 1;

  /** Of a longer paragraph the first ones; the encoder reads no more of it than that. */
  static final int MOST_SENTENCES = 32;

  private final StanceModel model;
  private final SentenceEncoder encoder;
  private final @Nullable PairScorer judge;
  private final HashedTerms terms;
  private String last = "";
  private List<String> texts = List.of();
  private List<ParagraphFeatures> features = List.of();
  private @Nullable NativeCrashException crash; // on the last text

  /**
   * A finder; encoder and judge stay with their owner.
   *
   * @param encoder the one that the model was trained with
   * @param judge null for a model that asks none
   */
  public EvidenceFinder(StanceModel model, SentenceEncoder encoder, @Nullable PairScorer judge) {
    this.model = model;
    this.encoder = encoder;
    this.judge = judge;
    this.terms = new HashedTerms(model.termDimension());
  }

  /**
   * The sentence's position among those of the paragraph, which has one at least. A single one is
   * not read.
   *
   * @param question its position in the codebook
   * @param stance what the paragraph says, not unrelated
   * @throws NativeCrashException if isolated native code crashes on it; the encoder is not asked
   *     about the paragraph again for the next question
   */
  public int sentence(ParagraphSentences paragraph, int question, Stance stance) {
    if (paragraph.size() == 1) {
      return 0;
    }
    read(paragraph);
    PairScorer asked = judge;
    return asked == null
        ? EvidenceSearch.sentence(model, question, stance, features)
        : EvidenceSearch.sentence(model, question, stance, features, texts, asked);
  }

  private void read(ParagraphSentences paragraph) {
    if (!paragraph.text().equals(last)) {
      last = "";
      crash = null;
      try {
        readWithoutEach(paragraph);
      } catch (NativeCrashException e) {
        crash = e;
      }
      last = paragraph.text();
    }
    if (crash != null) {
      throw crash;
    }
  }

  private void readWithoutEach(ParagraphSentences paragraph) {
    List<String> shortened = new ArrayList<>();
    List<ParagraphFeatures> found = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_SENTENCES, paragraph.size()); i++) {
      String text = paragraph.without(i);
      shortened.add(text);
      found.add(
          new ParagraphFeatures(
              encoder.encode(EncodeParagraphs.asRead(text)).vector(),
              terms.count(PlainText.of(text))));
    }
    texts = shortened;
    features = found;
  }
}
