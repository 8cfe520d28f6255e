package io.endoxa.evaluate.behaviour;

import java.util.List;
import java.util.regex.Pattern;

/** Invented names to put into texts. */
final class Names {
  /** A person's name; the surname alone stands where a text uses that. */
  record Name(String given, String surname) {
    String full() {
      return given + " " + surname;
    }
  }

  /** Names of one origin: a text may say "his own country". */
  private record Family(Pattern surname, List<Name> women, List<Name> men) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              Pattern.compile(".+(?:[yi]an|[yi]ants|ents|unts)"),
              List.of(
                  new Name("Nune", "Davtyan"),
                  new Name("Karine", "Mkrtumyan"),
                  new Name("Arpine", "Sahakyan")),
              List.of(
                  new Name("Aram", "Davtyan"),
                  new Name("Gevorg", "Mkrtumyan"),
                  new Name("Hakob", "Sahakyan"))),
          new Family(
              Pattern.compile(".+(?:shvili|dze|[iu]a)"),
              List.of(new Name("Tamar", "Lomidze"), new Name("Salome", "Gogoladze")),
              List.of(new Name("Giorgi", "Lomidze"), new Name("Zaza", "Gogoladze"))),
          new Family(
              Pattern.compile(".+(?:sk[iy]|skaya|in|ina)"),
              List.of(new Name("Irina", "Sorokina"), new Name("Vera", "Zaitseva")),
              List.of(new Name("Andrei", "Sorokin"), new Name("Pavel", "Zaitsev"))),
          new Family(
              Pattern.compile(".+"),
              List.of(
                  new Name("Leyla", "Hasanova"),
                  new Name("Aygun", "Rahimli"),
                  new Name("Sabina", "Karimova")),
              List.of(
                  new Name("Kamal", "Hasanov"),
                  new Name("Elshan", "Rahimli"),
                  new Name("Samir", "Karimov"))));

  /** Of no region in question. */
  static final List<Name> NEUTRAL =
      List.of(
          new Name("Alex", "Morgan"),
          new Name("Robin", "Taylor"),
          new Name("Sam", "Parker"),
          new Name("Chris", "Walker"),
          new Name("Jamie", "Carter"),
          new Name("Lee", "Bennett"),
          new Name("Terry", "Shaw"),
          new Name("Pat", "Collins"));

  /** A newspaper of no region. */
  static final String OUTLET = "Morning News";

  private Names() {}

  /** Every name of the region. */
  static List<Name> regional() {
    return FAMILIES.stream()
        .flatMap(family -> List.of(family.women, family.men).stream())
        .flatMap(List::stream)
        .toList();
  }

  /** Names whose origin a reader takes for that of the surname, as its ending tells. */
  static List<Name> like(String surname, boolean woman) {
    return FAMILIES.stream()
        .filter(family -> family.surname.matcher(surname).matches())
        .findFirst()
        .map(family -> woman ? family.women : family.men)
        .orElseThrow();
  }
}
