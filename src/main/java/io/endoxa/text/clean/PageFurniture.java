package io.endoxa.text.clean;

import io.endoxa.text.SentenceEnd;
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

  private static final String MONTH =
      "(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?"
          + "|oct(ober)?|nov(ember)?|dec(ember)?)\\.?";

  private static final String DAY = "(mon|tues|wednes|thurs|fri|satur|sun)day";

  private static final String NAME = "\\p{Lu}[\\p{L}.'’-]{0,30}(?: \\p{Lu}[\\p{L}.'’-]{0,30}){1,3}";

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
              "(see|read) also:? .{1,120}[^.!?]|continue reading( [^.!?]{1,60})?",
              "(read|see) the (full|original|whole) (article|story|text|interview|report)( .{1,60})?",
              "((click|tap) here (to|for)|explore more on) .{1,80}|related topics?:?|in this (article|story):?",
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
              "messenger|viber|vk",
              "((facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|e-?mail|print|copy link)"
                  + "[ ,|/·•]{0,3}){2,10}",
              "\\d[\\d.,]{0,8}k? (shares?|views?|likes?)"),
          rule(
              "subscription prompt",
              "(subscribe|sign up|register|join us|log ?in|sign in|donate|support us)"
                  + "( (now|today|here))?[.!]?",
              "(please )?(subscribe|sign up)( (now|today|here))? (to|for) (our|the|\\w+.s)\\b.{1,100}",
              "(follow|join|find|like) us (on|at|via) .{1,100}",
              "follow [\\w ]{1,40} on (facebook|twitter|x|instagram|telegram|youtube|google)\\b.{0,60}",
              "(our )?(daily |weekly |free )?newsletters?( sign-?up)?",
              "(get|receive) (the|our|all) .{1,100}(newsletter|inbox|e-?mail).{0,40}",
              "(join|follow) our (telegram|whatsapp|viber|youtube|facebook)\\b.{0,80}",
              "(download|get) (our|the) (free )?app\\b.{0,60}",
              "support (our|independent|quality) (journalism|reporting|work)\\b.{0,100}",
              "become an? (member|subscriber|patron|supporter)\\b.{0,80}",
              "already an? (member|subscriber)\\b.{0,60}|this (article|story) is for subscribers.{0,60}"),
          rule(
              "comments",
              "(view |show |hide |no |all |\\d+ )?comments?( \\(?\\d+\\)?| off| (are )?closed)?",
              "(leave|add|post|write) a (comment|reply)|join the (conversation|discussion)\\W?",
              "be the first to comment.{0,40}|have your say\\b.{0,80}",
              "(please )?(log in|sign in|register)( or register)? to (comment|reply|post)\\b.{0,60}",
              "(what do you think\\? ?)?(let us know|tell us|share your (thoughts|views|opinion))\\b"
                  + ".{0,60}\\bcomments?\\b.{0,40}"),
          rule(
              "advertisement",
              "advertise?ments?|ads?|sponsored( content)?|promoted( content)?",
              "(story|article) continues below.{0,40}"),
          rule(
              "menu",
              "home( page)?|menu|search|about( us)?|contact( us)?|close|back to top",
              "(load|show) more|toggle \\w+|privacy policy|terms (of|and) \\w+",
              "cookie (policy|settings)|accept( all)?( cookies)?",
              "page \\d{1,3} (of|/) \\d{1,3}"),
          rule(
              "cookie notice",
              "(we|this (web)?site|our (web)?site) uses? cookies\\b.*",
              "by (continuing|clicking|using) .{0,120}\\bcookies\\b.*"),
          rule("player", "listen to (this|the) (article|story).{0,30}|(watch|play)( the)? video"),
          rule(
              "date",
              "(first )?(published|updated|posted|last (updated|modified))( on| at)?:? ?"
                  + "(DAY,? )?(\\d{1,4}[./-]\\d|\\d{1,2}:\\d|\\d{1,2} MONTH|MONTH \\d|today|yesterday|\\d{1,3} \\w+ ago)"
                      .replace("DAY", DAY)
                      .replace("MONTH", MONTH)
                  + "[^.!?]{0,50}",
              "(DAY,? )?(\\d{1,2} MONTH|MONTH \\d{1,2}),? \\d{4}"
                      .replace("DAY", DAY)
                      .replace("MONTH", MONTH)
                  + "( ?[,|·•–-]? ?(at )?\\d{1,2}:\\d\\d( ?[ap]\\.?m\\.?)?)?( ?\\(?[a-z]{2,4}\\)?)?",
              "(\\d{1,3}|an?) (minute|hour|day|week|month)s? ago"),
          rule(
              "reading time",
              "(reading time:? )?\\d{1,3} ?-?min(ute)?s?( read)?|reading time:? .{1,20}"),
          rule(
              "byline",
              "(?-i:(?:Written |Reported |Words |Story |Text )?(?:B|b)y "
                  + "(?!.*\\b(?:And|Or|The|Of|Any|All|No|Way|Land|Sea|Air|Day|Night)\\b)NAME(?: and NAME)?)"
                      .replace("NAME", NAME)
                  + "( ?[,|/·•–—-] ?[^.!?]{1,60})?",
              "(author|written|words|text|story)s?: (?-i:NAME)".replace("NAME", NAME)),
          rule("tags", "(tags|topics|categories|filed under|keywords) ?:.*"),
          rule(
              "credit",
              "\\W?(photo|image|picture|photograph|illustration)s?( (credits?|courtesy|source))?"
                  + " ?[:/©|].{1,100}",
              "\\W?(photo|image|picture|photograph|illustration)s? (by|via|courtesy of)"
                  + "( [\\w.'’/-]+){1,7}\\W?",
              "(©|\\(c\\)|copyright ?(©|\\(c\\)|:|\\d{4})).*",
              ".{0,60}\\ball rights reserved\\.?",
              "image (caption|source|copyright)\\b.{0,100}",
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
