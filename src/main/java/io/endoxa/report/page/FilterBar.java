package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import io.endoxa.codebook.Stance;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the page can be narrowed to; useless and hidden without scripts. */
final class FilterBar {
  static final String ALL = "";

  private FilterBar() {}

  static void write(Html html, RunPage.Labelled labelled) {
    Map<String, String> questions = new LinkedHashMap<>();
    for (Question question : labelled.codebook().questions()) {
      questions.put(question.id(), question.proposition());
    }
    Map<String, String> sources = new LinkedHashMap<>();
    labelled.sources().forEach(source -> sources.put(source, source));
    Map<String, String> stances = new LinkedHashMap<>();
    for (int i = 0; i < Stance.COUNT; i++) {
      stances.put(Stance.at(i).label(), Stance.at(i).label());
    }
    html.open("form", "id", "filters", "hidden", "", "aria-label", "Filters");
    select(html, "question", "all questions", questions);
    select(html, "stance", "all stances", stances);
    select(html, "source", "all sources", sources);
    html.open("button", "type", "reset").text("Show all").inlineClose("button");
    html.element("output", "", "id", "selected", "aria-live", "polite").close("form");
    html.paragraph(
        "Printed without the folded tables: %s has them.".formatted(RunPage.FILE),
        "class",
        "print");
  }

  private static void select(Html html, String name, String all, Map<String, String> choices) {
    html.open("label").text(name + " ").open("select", "name", name);
    html.element("option", all, "value", ALL);
    choices.forEach((value, text) -> html.element("option", text, "value", value));
    html.inlineClose("select").inlineClose("label");
  }
}
