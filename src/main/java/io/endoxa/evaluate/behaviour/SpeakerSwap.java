package io.endoxa.evaluate.behaviour;

import io.endoxa.text.voice.VoiceRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Gives the person who speaks in a paragraph another name of the same origin. */
final class SpeakerSwap implements TextChange {
  private static final Pattern SHE = Pattern.compile("\\b(?i:she|her|hers|Mrs|Ms|Miss)\\b");

  private final Persons persons;

  SpeakerSwap(Persons persons) {
    this.persons = persons;
  }

  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    String speaker = VoiceRule.of(text).speaker();
    if (speaker == null) {
      return Optional.empty();
    }
    boolean woman = SHE.matcher(text).find();
    for (Map.Entry<String, String> person : persons.find(text).entrySet()) {
      String surname = person.getKey();
      if (speaker.endsWith(surname)) {
        List<Names.Name> names =
            Names.like(surname, woman).stream()
                .filter(name -> !name.surname().equals(surname))
                .toList();
        Names.Name name = names.get(random.nextInt(names.size()));
        return Optional.of(Persons.rename(text, person.getValue(), surname, name));
      }
    }
    return Optional.empty();
  }
}
