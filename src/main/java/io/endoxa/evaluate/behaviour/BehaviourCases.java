package io.endoxa.evaluate.behaviour;

import io.endoxa.codebook.Codebook;
import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import io.endoxa.text.ContentHash;
import io.endoxa.text.clean.TextCleaner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes cases from labelled paragraphs. A case is a paragraph and one question; cases are drawn
 * evenly over the stances of every question, so that "unrelated" does not stand for the rest. The
 * draw depends on the seed and on ids, not on the order of the paragraphs.
 */
public final class BehaviourCases {
  private static final int HEX_DIGITS_OF_LONG = 15;

  private final Codebook codebook;
  private final List<LabelledParagraph> paragraphs;
  private final int perBehaviour;
  private final long seed;
  private final Map<Behaviour, TextChange> changes = new EnumMap<>(Behaviour.class);
  private final TextCleaner cleaner = new TextCleaner();

  /**
   * A maker of cases.
   *
   * @param perBehaviour how many cases a behaviour gets, unless there are fewer
   */
  public BehaviourCases(
      Codebook codebook, Collection<LabelledParagraph> paragraphs, int perBehaviour, long seed) {
    this.codebook = codebook;
    this.paragraphs = List.copyOf(paragraphs);
    this.perBehaviour = perBehaviour;
    this.seed = seed;
    Vocabulary vocabulary =
        new Vocabulary(paragraphs.stream().map(LabelledParagraph::text).toList());
    Persons persons = new Persons(vocabulary);
    List<String> outlets =
        paragraphs.stream()
            .map(LabelledParagraph::source)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .toList();
    changes.put(Behaviour.QUOTATION, new Quotation());
    changes.put(Behaviour.QUOTATION_VOICE, new Quotation());
    changes.put(Behaviour.SPEAKER_SWAP, new SpeakerSwap(persons));
    changes.put(Behaviour.NAME_MASKING, new NameMask(persons, outlets));
    changes.put(Behaviour.NEUTRAL_SENTENCE, new NeutralSentence());
    changes.put(Behaviour.TYPOS, new Typos(vocabulary));
    changes.put(Behaviour.INVISIBLE_CHARACTERS, new InvisibleCharacters());
    changes.put(Behaviour.FIRST_LETTER, new FirstLetter());
    changes.put(Behaviour.QUOTE_STYLE, new QuoteStyle());
  }

  /** The cases of one behaviour; none if no paragraph can be changed so. */
  public List<BehaviourCase> of(Behaviour behaviour) {
    return switch (behaviour) {
      case MINIMAL_PAIR -> minimalPairs();
      case NEGATED_QUESTION -> drawn(behaviour, this::negated);
      case QUESTION_SWAP -> drawn(behaviour, this::otherQuestion);
      default -> drawn(behaviour, candidate -> changed(behaviour, candidate));
    };
  }

  /** A paragraph and a question, with the draw that is theirs. */
  private record Candidate(
      Behaviour behaviour, LabelledParagraph paragraph, Question question, String draw) {
    Stance label() {
      return Objects.requireNonNull(paragraph.stances().get(question.id()));
    }

    SplittableRandom random() {
      return new SplittableRandom(Long.parseLong(draw.substring(0, HEX_DIGITS_OF_LONG), 16));
    }

    BehaviourCase to(String question, String asked, String text) {
      return new BehaviourCase(
          behaviour,
          paragraph.articleId(),
          paragraph.id(),
          label(),
          new BehaviourCase.Asked(
              this.question.id(), this.question.proposition(), paragraph.text()),
          new BehaviourCase.Asked(question, asked, text));
    }
  }

  /** In turn from every question and stance, until there are enough or no more. */
  private List<BehaviourCase> drawn(
      Behaviour behaviour, Function<Candidate, Optional<BehaviourCase>> maker) {
    Map<String, Deque<Candidate>> groups =
        candidates(behaviour).stream()
            .sorted(Comparator.comparing(Candidate::draw))
            .collect(
                Collectors.groupingBy(
                    candidate -> candidate.label().label() + " " + candidate.question.id(),
                    TreeMap::new,
                    Collectors.toCollection(ArrayDeque::new)));
    List<BehaviourCase> cases = new ArrayList<>();
    List<Deque<Candidate>> turns = new ArrayList<>(groups.values());
    while (!turns.isEmpty()) {
      for (Deque<Candidate> group : turns) {
        if (cases.size() < perBehaviour) {
          nextOf(group, maker).ifPresent(cases::add);
        }
      }
      turns.removeIf(group -> group.isEmpty() || cases.size() == perBehaviour);
    }
    return List.copyOf(cases);
  }

  private static Optional<BehaviourCase> nextOf(
      Deque<Candidate> group, Function<Candidate, Optional<BehaviourCase>> maker) {
    Optional<BehaviourCase> next = Optional.empty();
    while (next.isEmpty() && !group.isEmpty()) {
      next = maker.apply(group.removeFirst());
    }
    return next;
  }

  private List<Candidate> candidates(Behaviour behaviour) {
    List<Candidate> candidates = new ArrayList<>();
    for (LabelledParagraph paragraph : paragraphs) {
      for (Question question : codebook.questions()) {
        if (paragraph.stances().containsKey(question.id())) {
          String draw = draw(behaviour, paragraph.id(), question.id());
          candidates.add(new Candidate(behaviour, paragraph, question, draw));
        }
      }
    }
    return candidates;
  }

  private String draw(Behaviour behaviour, String... parts) {
    return ContentHash.of(String.valueOf(seed), behaviour.word(), String.join("\n", parts));
  }

  private Optional<BehaviourCase> changed(Behaviour behaviour, Candidate candidate) {
    String text = candidate.paragraph.text();
    return Objects.requireNonNull(changes.get(behaviour))
        .apply(text, candidate.random())
        .filter(this::isOneParagraph)
        .map(
            changed ->
                candidate.to(candidate.question.id(), candidate.question.proposition(), changed));
  }

  /** Whether cleaning would leave it as a paragraph, as it does with the text it was made of. */
  private boolean isOneParagraph(String text) {
    String clean = cleaner.clean(text).text();
    return !clean.isBlank() && !clean.contains("\n\n");
  }

  private Optional<BehaviourCase> negated(Candidate candidate) {
    List<String> negations = candidate.question.negations();
    boolean takesSide = candidate.label() == Stance.AGREE || candidate.label() == Stance.DISAGREE;
    if (!takesSide || negations.isEmpty()) {
      return Optional.empty();
    }
    String negation = negations.get(candidate.random().nextInt(negations.size()));
    return Optional.of(candidate.to(candidate.question.id(), negation, candidate.paragraph.text()));
  }

  /** One whose label is another; rather one that is at issue, where the two are easily confused. */
  private Optional<BehaviourCase> otherQuestion(Candidate candidate) {
    if (candidate.label() == Stance.UNRELATED) {
      return Optional.empty();
    }
    Map<String, Stance> stances = candidate.paragraph.stances();
    List<Question> others =
        codebook.questions().stream()
            .filter(question -> stances.get(question.id()) != null)
            .filter(question -> stances.get(question.id()) != candidate.label())
            .toList();
    List<Question> atIssue =
        others.stream().filter(question -> stances.get(question.id()) != Stance.UNRELATED).toList();
    List<Question> from = atIssue.isEmpty() ? others : atIssue;
    if (from.isEmpty()) {
      return Optional.empty();
    }
    Question other = from.get(candidate.random().nextInt(from.size()));
    return Optional.of(candidate.to(other.id(), other.proposition(), candidate.paragraph.text()));
  }

  /** Pairs that differ in the stance on one question; others differ in the voice. */
  private List<BehaviourCase> minimalPairs() {
    Map<String, List<LabelledParagraph>> pairs = new TreeMap<>();
    for (LabelledParagraph paragraph : paragraphs) {
      String pair = paragraph.pairId();
      if (pair != null) {
        pairs
            .computeIfAbsent(draw(Behaviour.MINIMAL_PAIR, pair), draw -> new ArrayList<>())
            .add(paragraph);
      }
    }
    return pairs.values().stream()
        .filter(pair -> pair.size() == 2)
        .map(pair -> pair.stream().sorted(Comparator.comparing(LabelledParagraph::id)).toList())
        .flatMap(pair -> minimalPair(pair.get(0), pair.get(1)).stream())
        .limit(perBehaviour)
        .toList();
  }

  private Optional<BehaviourCase> minimalPair(LabelledParagraph one, LabelledParagraph other) {
    return codebook.questions().stream()
        .filter(question -> one.stances().get(question.id()) != null)
        .filter(question -> other.stances().get(question.id()) != null)
        .filter(question -> one.stances().get(question.id()) != other.stances().get(question.id()))
        .findFirst()
        .map(
            question ->
                new Candidate(Behaviour.MINIMAL_PAIR, one, question, "")
                    .to(question.id(), question.proposition(), other.text()));
  }
}
