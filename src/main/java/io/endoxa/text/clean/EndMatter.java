package io.endoxa.text.clean;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whole paragraphs about an article rather than of it, such as stand below its text. */
final class EndMatter {
  /** Nobody reads longer ones, nor are they written. */
  private static final int MAX_LENGTH = 700;

  private static final Pattern DISCLAIMER =
      anyCase(
          "(disclaimer|editor.s note): .*\\b(views|opinions?|responsib|reflect|necessarily)\\b.*",
          "\\W?(all |any )?(the )?(views|opinions)( and opinions)?"
              + " (expressed|presented|stated|set out|in this)\\b.{0,200}"
              + "\\b(authors?|writers?|own|necessarily|those of|reflect|represent)\\b.*",
          "\\W?(this|the) (article|material|content|column|commentary)"
              + " (reflects|represents|expresses|does not)\\b.{0,120}\\b(views?|opinions?|position)\\b.*",
          "(the )?(editors|editorial (board|staff|office)|publisher|newspaper|(web)?site)"
              + " (is|are|bears?|takes?|accepts?) (not|no) (responsib|liab).*");

  private static final Pattern REPRODUCTION =
      anyCase(
          "\\W?(this|our|any) (article|material|content|report|text)s?"
              + " (may|must|can|cannot|should)( not| only)? be"
              + " (published|reproduced|republished|copied|broadcast|rewritten|used)\\b.*",
          "reproduction (of|in whole|or)\\b.{0,120}\\b(permission|prohibited|forbidden|link)\\b.*",
          "no part of this .{1,80} may be .*",
          "\\W?this (article|story|piece|column|text|essay|report|interview)"
              + " (was|is|has been|first|originally)( been)?( (also|first|originally))?"
              + " (appeared|published|republished|produced|translated|adapted)\\b.{0,200}");

  private static final Pattern STAFF =
      Pattern.compile(
          "\\(?((Additional )?[Rr]eporting|Writing|Editing|Edited|Translated|Translation|Compiled"
              + "|Interviewed|With (files|reporting|assistance)) (by|from) \\p{Lu}[^!?]{1,160}\\)?");

  private static final Pattern ABOUT_AUTHOR =
      anyCase(
          "about the (author|writer|contributor)s?\\b.{0,500}",
          "((the )?(author|writer) )?(tweets|posts|blogs|can be (reached|contacted|followed|found))"
              + "\\b.{1,120}",
          "(s?he|they) (tweets?|posts?|blogs?|can be (reached|contacted|followed)) .{1,120}",
          "(follow|contact|e-?mail|write to) (him|her|them|the (author|writer|reporter)).{1,120}");

  /** {@code Ann Mason is a reporter …}: what a newspaper says of its people. */
  private static final Pattern WHO_WRITES =
      Pattern.compile(
          "(\\p{Lu}[\\p{L}.'’-]{0,30} ){2,5}(is|was|has been|covers|reports|writes)\\b[^.!?]{0,80}\\b"
              + "(?i:reporter|journalist|correspondent|columnist|editor|contributor|freelancer?"
              + "|staff writer|(visiting |senior |research )?fellow|this (newspaper|publication))"
              + "\\b.{0,400}");

  private EndMatter() {}

  private static Pattern anyCase(String... alternatives) {
    return Pattern.compile(
        String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** What a paragraph is taken for wherever it stands; empty if it may be part of the article. */
  static Optional<String> reason(String paragraph) {
    if (paragraph.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (DISCLAIMER.matcher(paragraph).matches()) {
      return Optional.of("disclaimer");
    }
    if (REPRODUCTION.matcher(paragraph).matches()) {
      return Optional.of("publication note");
    }
    return STAFF.matcher(paragraph).matches() ? Optional.of("staff credit") : Optional.empty();
  }

  /**
   * From which paragraph on all that is left tells of the author; the number of paragraphs if the
   * last one does not. One paragraph is always left before it.
   */
  static int authorBoxStart(List<String> paragraphs) {
    int start = paragraphs.size();
    while (start > 1 && tellsOfAuthor(paragraphs.get(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean tellsOfAuthor(String paragraph) {
    return paragraph.length() <= MAX_LENGTH
        && (ABOUT_AUTHOR.matcher(paragraph).matches() || WHO_WRITES.matcher(paragraph).matches());
  }
}
