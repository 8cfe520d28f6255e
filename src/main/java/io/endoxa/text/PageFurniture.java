package io.endoxa.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines of a web page that are not the article: menus, prompts, credits. Only whole lines that can
 * hardly be anything else match; a doubtful line stays.
 */
final class PageFurniture {
  /** Longer lines are prose. */
  private static final int MAX_LENGTH = 160;

  private record Rule(String reason, Pattern line) {}

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

  private static final List<Rule> RULES =
      List.of(
          rule(
              "skip link",
              "(skip|jump) to (the )?(main )?(content|navigation|menu|article|footer)"),
          rule("link", "<?(https?://|www\\.)\\S+>?"),
          rule(
              "pointer to other articles",
              "((read|see|watch|listen) (also|more|next|too)|also read|more (on this|from))"
                  + "( (on|about|from|at|here|story|topic)\\b[^.!?:]{0,40})?(:.*)?",
              "related( (articles?|stories|news|topics|posts|content|coverage|links))?:?",
              "related( (articles?|stories|news|topics|posts|content|coverage|links))?:.*",
              "you (may|might) also like:?|recommended( for you)?:?|(the )?editor.?s.? picks?:?",
              "most (read|popular)|trending( now)?|up next|top stories|don.t miss|breaking news",
              "latest( (news|stories|updates))?:?",
              "(previous|next)( (article|post|story))?:?"),
          rule(
              "sharing prompt",
              "share( (this|on|via|with)\\b[^.!?]{0,40})?:?",
              "(tweet|pin it|e-?mail|print|copy link|save|bookmark|like)( this( \\w+)?)?:?",
              "facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube",
              "messenger|viber|vk"),
          rule(
              "subscription prompt",
              "(subscribe|sign up|register|join us|log ?in|sign in|donate|support us)"
                  + "( (now|today|here))?[.!]?",
              "(please )?(subscribe|sign up)( (now|today|here))? (to|for) (our|the|\\w+.s)\\b.{1,100}",
              "(follow|join|find|like) us (on|at|via) .{1,100}",
              "follow [\\w ]{1,40} on (facebook|twitter|x|instagram|telegram|youtube|google)\\b.{0,60}",
              "(our )?(daily |weekly |free )?newsletters?( sign-?up)?"),
          rule(
              "comments",
              "(view |show |hide |no |all |\\d+ )?comments?( \\(?\\d+\\)?| off| (are )?closed)?",
              "leave a (comment|reply)|post a comment|join the (conversation|discussion)"),
          rule(
              "advertisement",
              "advertise?ments?|ads?|sponsored( content)?|promoted( content)?",
              "(story|article) continues below.{0,40}"),
          rule(
              "menu",
              "home( page)?|menu|search|about( us)?|contact( us)?|close|back to top",
              "(load|show) more|toggle \\w+|privacy policy|terms (of|and) \\w+",
              "cookie (policy|settings)|accept( all)?( cookies)?"),
          rule("tags", "(tags|topics|categories|filed under|keywords) ?:.*"),
          rule(
              "credit",
              "\\W?(photo|image|picture|photograph|illustration)s?( (credits?|courtesy|source))?"
                  + " ?[:/©|].{1,100}",
              "\\W?(photo|image|picture|photograph|illustration)s? (by|via|courtesy of)"
                  + "( [\\w.'’/-]+){1,7}\\W?",
              "(©|\\(c\\)|copyright ?(©|\\(c\\)|:|\\d{4})).*",
              ".{0,60}\\ball rights reserved\\.?",
              "\\W?[\\w .'’-]{1,40} ?/ ?(reuters|afp|ap|getty images|epa|tass|anadolu)\\W?",
              "\\W?(via )?(getty images|reuters|afp|shutterstock)( ?/ ?[\\w .'’-]{1,40})?\\W?"));

  /** {@code Home > World > Caucasus}: at least three places, or two if the first is Home. */
  private static final Pattern BREADCRUMB =
      Pattern.compile(
          "((?i:home) ?[>»›→]|(?i:home) / |[^>»›→]{1,30}[>»›→][^>»›→]{1,30}[>»›→])[^>»›→]{1,40}([>»›→].*)?");

  /** {@code News | Opinion | Sport}: at least three entries of at most three capitalised words. */
  private static final Pattern MENU_BAR =
      Pattern.compile(
          "(MENU_ENTRY ?[|•·] ?){2,}MENU_ENTRY"
              .replace(
                  "MENU_ENTRY",
                  "[\\p{Lu}\\p{N}][\\p{L}\\p{N}&'’-]*( [\\p{Lu}\\p{N}&][\\p{L}\\p{N}&'’-]*){0,2}"));

  private PageFurniture() {}

  private static Rule rule(String reason, String... alternatives) {
    return new Rule(
        reason,
        Pattern.compile(
            String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
  }

  /** Whether a line is a mere separator, such as {@code * * *}. */
  static boolean isWordless(String line) {
    return !line.isEmpty() && !WORD.matcher(line).find();
  }

  /** What a line is taken for; empty if it may be part of the article. */
  static Optional<String> reason(String line) {
    if (line.isEmpty() || line.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    for (Rule rule : RULES) {
      if (rule.line.matcher(line).matches()) {
        return Optional.of(rule.reason);
      }
    }
    if (SentenceEnd.endsSentence(line)) {
      return Optional.empty();
    }
    if (BREADCRUMB.matcher(line).matches()) {
      return Optional.of("breadcrumb");
    }
    return MENU_BAR.matcher(line).matches() ? Optional.of("menu") : Optional.empty();
  }
}
