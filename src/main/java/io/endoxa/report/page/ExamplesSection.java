package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The earliest paragraphs, those that the model is most certain of, and those it doubts most. */
final class ExamplesSection {
  /** Longer texts are cut. */
  private static final int MOST_CHARACTERS = 900;

  /** How much of a long text stands before its evidence. */
  private static final int BEFORE = 300;

  private ExamplesSection() {}

  static void write(Html html, RunPage.Labelled labelled, Question question) {
    boolean marked =
        labelled.examples().stream().anyMatch(example -> example.evidenceStart() != null);
    write(
        html,
        "Most certain paragraphs",
        "Read them: what each stance looks like",
        of(labelled, question, RunPage.Kind.CERTAIN),
        marked);
    write(
        html,
        "Most doubtful paragraphs",
        "Read them: where the model is close to guessing",
        of(labelled, question, RunPage.Kind.DOUBTFUL),
        marked);
  }

  static List<RunPage.Example> of(RunPage.Labelled labelled, Question question, RunPage.Kind kind) {
    return labelled.examples().stream()
        .filter(example -> example.question().equals(question.id()) && example.kind() == kind)
        .toList();
  }

  /** The paragraphs that the answer to "since when" rests on; no filter hides them. */
  static void firsts(Html html, RunPage.Labelled labelled, Question question) {
    List<RunPage.Example> firsts = of(labelled, question, RunPage.Kind.FIRST);
    if (firsts.isEmpty()) {
      return;
    }
    html.openDetails("Read the earliest", "class", "examples").open("ol", "class", "paragraphs");
    firsts.forEach(first -> item(html.open("li"), first));
    html.close("ol").close("details");
  }

  private static void write(
      Html html, String title, String summary, List<RunPage.Example> examples, boolean marked) {
    if (examples.isEmpty()) {
      return;
    }
    html.element("h3", title);
    html.openDetails(summary, "class", "examples");
    if (marked) {
      html.paragraph(
          "Yellow: the sentence that carries the stance. No sentence: the model abstains, or says unrelated.",
          "class",
          "hint");
    }
    html.open("ol", "class", "paragraphs narrowed");
    for (RunPage.Example of : examples) {
      item(html.open("li", "data-stance", of.stance(), "data-source", source(of)), of);
    }
    html.close("ol");
    html.paragraph(
        "No paragraph of this list is of what is selected. The tables stances and paragraphs have all.",
        "class",
        "nothing",
        "hidden",
        "");
    html.close("details");
  }

  private static String source(RunPage.Example example) {
    return example.source() == null ? "unknown" : example.source();
  }

  private static void item(Html html, RunPage.Example example) {
    html.open("p", "class", "said").element("b", example.stance());
    html.text(
        String.format(
            Locale.ROOT,
            " %.2f%s, %s",
            example.confidence(),
            example.abstained() ? " (too unsure to count)" : "",
            example.byHand() == null ? "" : "by hand: %s, ".formatted(example.byHand())));
    html.element("bdi", source(example));
    List<String> more = new ArrayList<>();
    if (example.day() != null) {
      more.add(example.day());
    }
    if (example.voice() != null) {
      more.add("voice: " + example.voice());
    }
    more.forEach(word -> html.text(", " + word));
    html.close("p");
    title(html, example);
    html.open("blockquote").open("bdi");
    text(html, example);
    html.inlineClose("bdi").close("blockquote").close("li");
  }

  private static void title(Html html, RunPage.Example example) {
    String title = example.title();
    String url = example.url();
    if (title == null && url == null) {
      return;
    }
    html.open("p", "class", "title");
    String shown = cut(title == null ? String.valueOf(url) : title);
    if (url != null && isWeb(url)) {
      html.open("a", "href", url, "rel", "noreferrer noopener", "target", "_blank");
      html.element("bdi", shown).inlineClose("a");
    } else {
      html.element("bdi", shown);
    }
    html.close("p");
  }

  /** Addresses of other kinds may run scripts or open files. */
  private static boolean isWeb(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://");
  }

  private static void text(Html html, RunPage.Example example) {
    String text = example.text();
    Integer start = example.evidenceStart();
    Integer end = example.evidenceEnd();
    if (start == null || end == null || start < 0 || end > text.length() || start >= end) {
      html.text(cut(text));
      return;
    }
    // Around the evidence, so that it is in what is shown.
    int from = end <= MOST_CHARACTERS ? 0 : boundary(text, Math.max(0, start - BEFORE));
    int to = boundary(text, Math.min(text.length(), from + MOST_CHARACTERS));
    int marked = Math.min(end, to);
    html.text((from > 0 ? "… " : "") + text.substring(from, start));
    html.element("mark", text.substring(start, marked));
    html.text(text.substring(marked, to) + (to < text.length() ? " …" : ""));
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, boundary(text, MOST_CHARACTERS)) + " …";
  }

  /** No character is cut into halves. */
  private static int boundary(String text, int at) {
    return at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
