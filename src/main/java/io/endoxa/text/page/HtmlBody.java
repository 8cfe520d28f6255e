package io.endoxa.text.page;

import io.endoxa.text.SentenceEnd;
import io.endoxa.text.page.HtmlBlocks.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The article's text in a web page, as blocks separated by blank lines. */
public final class HtmlBody {
  /** A page that shows less of the text that it gives to machines does not show it whole. */
  private static final double MIN_SHARE_OF_GIVEN = 0.5;

  private static final Pattern LINE_BREAK = Pattern.compile("\\R+");

  /** What follows a linked heading is a teaser unless it is this long. */
  private static final int MIN_SECTION = 200;

  /** Above the text, shorter lines are labels: a section, a reading time. */
  private static final int MIN_WORDS_OF_STANDFIRST = 5;

  private static final int MOST_WORDS_OF_BYLINE = 15;
  private static final double SAME_TITLE = 0.75;
  private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern YEAR = Pattern.compile("\\b(19|20)\\d\\d\\b");
  private static final Pattern BYLINE =
      Pattern.compile(
          "((written|reviewed|edited|posted|published|updated|last updated) |by |par |von |por |de"
              + " |di |door |автор).*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

  /** Words in lower case that bylines and dates have beside names. */
  private static final Set<String> LABELS =
      Set.of(
          "by",
          "and",
          "on",
          "at",
          "of",
          "in",
          "for",
          "the",
          "am",
          "pm",
          "a",
          "p",
          "m",
          "th",
          "st",
          "min",
          "read",
          "minute",
          "minutes",
          "ago",
          "updated",
          "published",
          "posted",
          "last",
          "modified",
          "written",
          "edited",
          "par",
          "von",
          "por",
          "de",
          "di",
          "le",
          "el",
          "à",
          "um",
          "van",
          "door",
          "автор");

  private HtmlBody() {}

  /** The article's text; empty if there is none. */
  public static String text(Document page, PageMetadata metadata) {
    String seen = seen(page, metadata.title());
    String given = metadata.articleBody();
    // Scripts build some pages in the browser, and cut others for readers who have not paid.
    return given == null || seen.length() >= given.length() * MIN_SHARE_OF_GIVEN
        ? seen
        : joined(
            HtmlBlocks.of(
                Jsoup.parse(LINE_BREAK.matcher(given).replaceAll("<p>")).body(), Set.of()));
  }

  /** What stands on the page, without headings above it that say the same as the title. */
  private static String seen(Document page, @Nullable String title) {
    Set<String> titleWords = new HashSet<>(words(page.title()));
    titleWords.addAll(words(title == null ? "" : title));
    Set<Element> clutter = HtmlClutter.of(page.body());
    List<Block> blocks = HtmlBlocks.of(HtmlRoot.of(page, clutter), clutter);
    List<Block> kept = new ArrayList<>();
    int first = firstProse(blocks);
    int end = withoutLastHeadings(blocks, first);
    for (int i = 0; i < end; i++) {
      Block block = blocks.get(i);
      boolean beforeText = i < first && first < blocks.size();
      boolean fits =
          beforeText
              ? !isAboveText(block, titleWords)
              : !block.linked() || (i + 1 < end && isSection(blocks.get(i + 1)));
      if (fits) {
        kept.add(block);
      }
    }
    return joined(kept);
  }

  private static String joined(List<Block> blocks) {
    return blocks.stream().map(Block::text).collect(Collectors.joining("\n\n"));
  }

  /** How many blocks stand above the running text; all of them if there is none. */
  private static int firstProse(List<Block> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).prose() && !blocks.get(i).heading()) {
        return i;
      }
    }
    return blocks.size();
  }

  /** A heading with nothing below it stood above something that is gone. */
  private static int withoutLastHeadings(List<Block> blocks, int first) {
    int end = blocks.size();
    while (end > first && blocks.get(end - 1).heading()) {
      end--;
    }
    return end;
  }

  private static boolean isSection(Block block) {
    return block.prose() && !block.heading() && block.letters() >= MIN_SECTION;
  }

  private static boolean isAboveText(Block block, Set<String> titleWords) {
    List<String> words = words(block.text());
    if (block.heading()) {
      long same = words.stream().filter(titleWords::contains).count();
      return block.linked() || same >= words.size() * SAME_TITLE;
    }
    return words.size() < MIN_WORDS_OF_STANDFIRST
        || (words.size() <= MOST_WORDS_OF_BYLINE && isBylineOrDate(block.text()));
  }

  /** Whether nearly all words begin with a capital or a digit, as names and dates do. */
  private static boolean isBylineOrDate(String text) {
    if (SentenceEnd.endsSentence(text)
        || !(YEAR.matcher(text).find() || BYLINE.matcher(text).matches())) {
      return false;
    }
    List<String> lower =
        Arrays.stream(WORDS.split(text))
            .filter(word -> !word.isEmpty())
            .filter(HtmlBody::isLower)
            .toList();
    return lower.stream().filter(word -> !LABELS.contains(word)).count() <= 1;
  }

  private static boolean isLower(String word) {
    return Character.isLowerCase(word.codePointAt(0));
  }

  private static List<String> words(String text) {
    return Arrays.stream(WORDS.split(text.toLowerCase(Locale.ROOT)))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
