package io.endoxa.job;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * News of an invented region, as much as is wanted: articles of 5 to 12 paragraphs in JSON lines,
 * of 40 sources, over the year 2024. Sentences are drawn from patterns and their words from lists,
 * persons and places from syllables, so that a paragraph is hardly ever nearly another. Lengths are
 * those of news: 40 to some 900 characters, a third below 200. The same seed gives the same files.
 */
final class GeneratedNews {
  private static final long BYTES_PER_FILE = 50L << 20;
  private static final int SOURCES = 40;
  private static final int DAYS = 366;
  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");

  /** How many sentences a paragraph has: drawn from these. */
  private static final int[] SENTENCES = {1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6};

  private static final List<String> FIRST =
      List.of("Ar", "Ba", "Da", "El", "Fa", "Ga", "Ha", "Il", "Ka", "Le", "Ma", "Na", "Or", "Ra");
  private static final List<String> MIDDLE =
      List.of("ba", "che", "di", "ga", "ki", "la", "mi", "no", "ra", "sha", "ta", "ve", "zo", "ru");
  private static final List<String> LAST =
      List.of("n", "yan", "ov", "li", "dze", "var", "kent", "rud", "mir", "sk", "zar", "ben");

  private static final List<String> PATTERNS =
      List.of(
          "{Person}, {role}, said on {day} that {claim}.",
          "The {body} in {place} has {number} {things} left from the years of the {event}.",
          "On {day} {number} lorries of the peacekeepers passed {place} on their way to {place}.",
          "“{Claim},” {person} told reporters in {place} after the {event}.",
          "{Person} doubts that {claim}, and points to the {things} near {place}.",
          "According to the {body}, {claim} since the {event} of {month}.",
          "In {place} people remember how {person} promised {number} {things} before the {event}.",
          "The price of {good} rose by {number} per cent between {month} and {month}.",
          "Nobody at the {body} would explain why the {things} were moved from {place} to {place}.",
          "A {adjective} deal over {good} was signed by {person} and {person} in {place}.",
          "{Number} families from {place} now live in the {adjective} houses beside the {things}.",
          "When the contingent left {place}, {person} counted {number} {things} at the gate.",
          "For the {body} it is a matter of sovereignty, while {person} calls it a {adjective} trade.",
          "The railway from {place} to {place} carried {number} tons of {good} in {month}.",
          "{Role} {person} wrote that {claim}, although the {body} had said the opposite in {month}.",
          "It rained on the {things} of {place}, and {number} guests of the {event} stayed indoors.",
          "Moscow has lost interest in {place}, {person} argues, because {claim}.",
          "Critics of the {body} say that {claim}; its spokesman {person} does not answer them.",
          "The {adjective} road through {place} was opened to {good} after {number} days.",
          "{Person} asked the {body} for {number} {things}, and was given a {adjective} reply.",
          "At the {event} in {place} {role} {person} spoke for {number} minutes about {good}.",
          "If {claim}, then the {things} at {place} are worth more than the {good} of {month}.",
          "Soldiers from {place} guarded the {things} until {day}, and {person} took their photograph.",
          "{Person} denied a bargain with {person}, but the {body} published {number} pages on it.",
          "Between {place} and {place} there are {number} {things}, each with a {adjective} story.",
          "The {body} paid {person} for {number} {things} that never arrived in {place}.");

  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry(
              "role",
              List.of(
                  "a retired officer",
                  "the deputy minister",
                  "a teacher of history",
                  "the mayor",
                  "an engineer at the dam",
                  "a member of the opposition",
                  "the editor of the weekly",
                  "a driver",
                  "an analyst of energy markets",
                  "the head of the mission")),
          Map.entry(
              "claim",
              List.of(
                  "the early withdrawal was agreed behind closed doors",
                  "the mission never stopped a single convoy",
                  "full control over the land has been restored",
                  "trade now matters more than garrisons",
                  "Russia keeps its influence by other means",
                  "the peacekeepers protected nobody",
                  "no paper was signed about the base",
                  "the capital paid for the silence of its neighbour",
                  "the law leaves no room for foreign soldiers",
                  "the war in the north had taken all the men",
                  "the corridor will bring work to the valley",
                  "villagers felt safer with the post at the bridge",
                  "sanctions have made the route south the only one",
                  "the government gave up the heights for nothing",
                  "a neighbour with an army is not a guarantor",
                  "the observers will stay until the census is over")),
          Map.entry(
              "body",
              List.of(
                  "ministry of transport",
                  "defence council",
                  "chamber of commerce",
                  "union of teachers",
                  "regional court",
                  "customs office",
                  "monitoring centre",
                  "board of the harbour",
                  "parliamentary committee",
                  "water company",
                  "institute of border studies",
                  "village assembly")),
          Map.entry(
              "things",
              List.of(
                  "barracks",
                  "checkpoints",
                  "watchtowers",
                  "orchards",
                  "school benches",
                  "letters",
                  "bridges",
                  "generators",
                  "maps",
                  "wagons",
                  "tents",
                  "mine fields",
                  "signposts",
                  "pumping stations",
                  "archives",
                  "monuments")),
          Map.entry(
              "event",
              List.of(
                  "ceasefire",
                  "handover",
                  "election",
                  "flood",
                  "blockade",
                  "state visit",
                  "harvest festival",
                  "strike",
                  "census",
                  "parade",
                  "exchange of prisoners",
                  "summit")),
          Map.entry(
              "good",
              List.of(
                  "grain",
                  "copper ore",
                  "natural gas",
                  "timber",
                  "apricots",
                  "cement",
                  "diesel",
                  "medicines",
                  "wool",
                  "fertiliser",
                  "electricity",
                  "building stone")),
          Map.entry(
              "adjective",
              List.of(
                  "quiet",
                  "costly",
                  "unfinished",
                  "secret",
                  "modest",
                  "hasty",
                  "popular",
                  "disputed",
                  "generous",
                  "temporary",
                  "forgotten",
                  "profitable",
                  "narrow",
                  "humiliating")),
          Map.entry(
              "day",
              List.of(
                  "Monday",
                  "Tuesday",
                  "Wednesday",
                  "Thursday",
                  "Friday",
                  "Saturday",
                  "Sunday",
                  "market day",
                  "the eve of the vote",
                  "the second day of talks")),
          Map.entry(
              "month",
              List.of(
                  "January",
                  "February",
                  "March",
                  "April",
                  "May",
                  "June",
                  "July",
                  "August",
                  "September",
                  "October",
                  "November",
                  "December")));

  private final SplittableRandom random;

  private GeneratedNews(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Writes the files, some 50 MB each.
   *
   * @param paragraphs at least so many, and at most 11 more
   * @return how many
   */
  static long write(Path directory, long paragraphs, long seed) throws IOException {
    Files.createDirectories(directory);
    GeneratedNews news = new GeneratedNews(seed);
    long written = 0;
    long article = 0;
    for (int file = 0; written < paragraphs; file++) {
      Path path = directory.resolve("news-%04d.jsonl".formatted(file));
      long characters = 0;
      try (BufferedWriter out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
        while (written < paragraphs && characters < BYTES_PER_FILE) {
          int count = news.random.nextInt(5, 13);
          String line = news.article(article, count);
          out.write(line);
          out.write('\n');
          characters += line.length();
          written += count;
          article++;
        }
      }
    }
    return written;
  }

  private String article(long number, int paragraphs) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < paragraphs; i++) {
      text.append(i == 0 ? "" : "\\n\\n").append(paragraph());
    }
    LocalDate date = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(DAYS));
    return "{\"id\": \"n%d\", \"source\": \"source-%02d\", \"published_at\": \"%sT06:00:00Z\", \"title\": \"%s\", \"text\": \"%s\"}"
        .formatted(number, random.nextInt(SOURCES), date, sentence(), text);
  }

  private String paragraph() {
    StringBuilder text = new StringBuilder();
    int sentences = SENTENCES[random.nextInt(SENTENCES.length)];
    for (int i = 0; i < sentences; i++) {
      text.append(i == 0 ? "" : " ").append(sentence());
    }
    return text.toString();
  }

  private String sentence() {
    Matcher slots = SLOT.matcher(PATTERNS.get(random.nextInt(PATTERNS.size())));
    StringBuilder text = new StringBuilder();
    while (slots.find()) {
      String slot = slots.group(1);
      String word = word(slot.toLowerCase(Locale.ROOT));
      boolean capital = Character.isUpperCase(slot.charAt(0));
      slots.appendReplacement(
          text, capital ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
    }
    return slots.appendTail(text).toString();
  }

  private String word(String slot) {
    return switch (slot) {
      case "person" -> name() + " " + name();
      case "place" -> name();
      case "number" -> Integer.toString(random.nextInt(2, 2000));
      default -> one(Objects.requireNonNull(WORDS.get(slot), slot));
    };
  }

  private String name() {
    String middle = random.nextBoolean() ? one(MIDDLE) : one(MIDDLE) + one(MIDDLE);
    return one(FIRST) + middle + one(LAST);
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
