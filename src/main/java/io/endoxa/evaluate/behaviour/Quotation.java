package io.endoxa.evaluate.behaviour;

import io.endoxa.text.Voice;
import io.endoxa.text.voice.VoiceRule;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Puts a paragraph into the mouth of a named speaker: {@code "…," said Leyla Hasanova.} Only what
 * its author says, and holds no quotation yet.
 */
final class Quotation implements TextChange {
  private static final Pattern QUOTED = Pattern.compile("[\"“”„«»]");
  private static final Pattern ENDS = Pattern.compile("[.!?]$");

  @Override
  public Optional<String> apply(String text, SplittableRandom random) {
    if (QUOTED.matcher(text).find()
        || !ENDS.matcher(text).find()
        || text.endsWith("..")
        || VoiceRule.of(text).voice() != Voice.AUTHOR) {
      return Optional.empty();
    }
    Names.Name name = Names.regional().get(random.nextInt(Names.regional().size()));
    String words = text.endsWith(".") ? text.substring(0, text.length() - 1) + "," : text;
    return Optional.of("\"%s\" said %s.".formatted(words, name.full()));
  }
}
