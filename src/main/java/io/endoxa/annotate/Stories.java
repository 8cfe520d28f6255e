package io.endoxa.annotate;

import io.endoxa.codebook.Stance;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which texts and questions are about one story: those that a related pair joins, directly or
 * through others. The Fake News Challenge has 191 stories among 1,683 bodies and 1,648 headlines;
 * nearly every headline of a held-out body is also the headline of a body that is trained on, so
 * that a linear model that remembers headlines looks as good as one that reads.
 *
 * <p>A story is named by the first of its questions, or by its text if no question is related to
 * it, so the names change only with the data.
 */
public final class Stories {
  private final Map<String, String> nextOf = new HashMap<>();

  private Stories() {}

  public static Stories of(Collection<StancePair> pairs) {
    Stories stories = new Stories();
    for (StancePair pair : pairs) {
      if (pair.stance() != Stance.UNRELATED) {
        stories.join(question(pair), text(pair));
      }
    }
    return stories;
  }

  private static String question(StancePair pair) {
    return "question " + pair.question();
  }

  private static String text(StancePair pair) {
    return "text " + pair.text();
  }

  private void join(String a, String b) {
    String first = nameOf(a);
    String second = nameOf(b);
    // The smaller name wins: that of a question, which sorts before every text.
    if (first.compareTo(second) < 0) {
      nextOf.put(second, first);
    } else if (!first.equals(second)) {
      nextOf.put(first, second);
    }
  }

  private String nameOf(String member) {
    String name = member;
    for (String next = nextOf.get(name); next != null; next = nextOf.get(name)) {
      name = next;
    }
    if (!name.equals(member)) {
      nextOf.put(member, name); // Ways stay short.
    }
    return name;
  }

  /** The story of the pair's text. */
  public String ofText(StancePair pair) {
    return nameOf(text(pair));
  }

  /** The story of the pair's question: that of its text, unless the two are unrelated. */
  public String ofQuestion(StancePair pair) {
    return nameOf(question(pair));
  }

  /** Whether question or text belongs to such a story. */
  boolean touches(StancePair pair, Predicate<String> story) {
    return story.test(ofText(pair)) || story.test(ofQuestion(pair));
  }

  /** Whether question and text both belong to such stories. */
  boolean lies(StancePair pair, Predicate<String> story) {
    return story.test(ofText(pair)) && story.test(ofQuestion(pair));
  }
}
