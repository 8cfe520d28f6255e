package io.endoxa.text;

import java.util.List;

/**
 * A paragraph with its sentences, those alone that have something to see.
 *
 * @param spans in order, within {@code text}
 */
public record ParagraphSentences(String text, List<TextSpan> spans) {
  private static final SentenceSplitter SPLITTER = new SentenceSplitter();

  public ParagraphSentences {
    spans = List.copyOf(spans);
  }

  /** The sentences as {@link SentenceSplitter} cuts them. */
  public static ParagraphSentences of(String text) {
    return new ParagraphSentences(
        text,
        SPLITTER.split(text).stream()
            .filter(span -> !PlainText.of(span.of(text)).isBlank())
            .toList());
  }

  /** How many. */
  public int size() {
    return spans.size();
  }

  /** The words of one. */
  public String sentence(int index) {
    return spans.get(index).of(text);
  }

  /** What is left of the paragraph without one of its sentences, and without space around it. */
  public String without(int index) {
    int next = index + 1 < spans.size() ? spans.get(index + 1).start() : text.length();
    return (text.substring(0, spans.get(index).start()) + text.substring(next)).strip();
  }
}
