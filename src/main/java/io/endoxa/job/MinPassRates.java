package io.endoxa.job;

import io.endoxa.error.NearestName;
import io.endoxa.error.UserException;
import io.endoxa.evaluate.behaviour.Behaviour;
import io.endoxa.yaml.YamlMap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads how often each behaviour must pass: a list such as {@code [typos=0.9, quotation=0.8]}. */
final class MinPassRates {
  private MinPassRates() {}

  /**
   * The least pass rate by behaviour, from 0 to 1; empty if the key is missing.
   *
   * @throws UserException naming file, line and the item that does not fit
   */
  static Map<Behaviour, Double> read(YamlMap map, String key) {
    Map<Behaviour, Double> rates = new EnumMap<>(Behaviour.class);
    List<String> items = map.has(key) ? map.strings(key) : List.of();
    for (String item : items) {
      String place = "%s: %s".formatted(map.placeOf(key), key);
      int equals = item.indexOf('=');
      if (equals < 1) {
        throw misfit(place, item);
      }
      Behaviour behaviour = behaviour(place, item.substring(0, equals).strip());
      if (rates.put(behaviour, rate(place, item, item.substring(equals + 1).strip())) != null) {
        throw new UserException(
            "%s: check '%s' stands twice. Remove one.".formatted(place, behaviour.word()));
      }
    }
    return rates;
  }

  private static Behaviour behaviour(String place, String word) {
    if (!Behaviour.words().contains(word)) {
      throw new UserException(
          "%s: check '%s' is unknown.%s Known: %s."
              .formatted(
                  place,
                  word,
                  NearestName.hint(word, Behaviour.words()),
                  String.join(", ", Behaviour.words())));
    }
    return Behaviour.ofWord(word);
  }

  private static double rate(String place, String item, String number) {
    try {
      double rate = Double.parseDouble(number);
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every item that does not fit.
    }
    throw misfit(place, item);
  }

  private static UserException misfit(String place, String item) {
    return new UserException(
        "%s: found '%s', expected a check and a number from 0 to 1, such as typos=0.9."
            .formatted(place, item));
  }
}
