package io.endoxa.evaluate.behaviour;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Gives all persons and outlets that a paragraph names neutral names. */
final class NameMask implements TextChange {
  private static final String ARTICLE = "The ";

  private final Persons persons;
  private final List<String> outlets;

  /**
   * A mask.
   *
   * @param outlets their names, as texts write them
   */
  NameMask(Persons persons, Collection<String> outlets) {
    this.persons = persons;
    this.outlets = outlets.stream().sorted().toList();
  }

  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    String masked = text;
    for (String outlet : outlets) {
      String article = outlet.startsWith(ARTICLE) ? ARTICLE : "";
      masked = Persons.replace(masked, outlet, article + Names.OUTLET);
    }
    int next = random.nextInt(Names.NEUTRAL.size());
    for (Map.Entry<String, String> person : persons.find(text).entrySet()) {
      Names.Name name = Names.NEUTRAL.get(next++ % Names.NEUTRAL.size());
      masked = Persons.rename(masked, person.getValue(), person.getKey(), name);
    }
    return masked.equals(text) ? Optional.empty() : Optional.of(masked);
  }
}
