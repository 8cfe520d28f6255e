package io.endoxa.report.page;

import io.endoxa.codebook.Question;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the page of a run. */
public final class ReportHtml {
  private static final String RESOURCES = "/io/endoxa/report/";
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";
  private static final List<String> SCRIPTS =
      List.of("filters.js", "charts.js", "quality.js", "report.js");

  private ReportHtml() {}

  /** The page as UTF-8. */
  public static byte[] of(RunPage page) {
    String style = InlineScript.resource(RESOURCES + "report.css");
    String library = InlineScript.resource(ECHARTS);
    String script =
        SCRIPTS.stream()
            .map(name -> InlineScript.resource(RESOURCES + name))
            .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "\n})();\n"));
    Html html = new Html().raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.open("meta", "charset", "utf-8");
    html.open(
        "meta", "http-equiv", "Content-Security-Policy", "content", policy(style, library, script));
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.open("meta", "name", "color-scheme", "content", "light dark");
    html.open("meta", "name", "referrer", "content", "no-referrer");
    html.element("title", "Endoxa: " + page.manifest().runId());
    html.open("style").raw(style).close("style").close("head").open("body").open("main");
    body(html, page);
    html.close("main");
    html.open("script", "type", "application/json", "id", "data")
        .raw(InlineScript.data(PageData.of(page)))
        .close("script");
    html.open("script").raw(library).close("script");
    html.open("script").raw(script).close("script");
    return html.close("body").close("html").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The sections in their order. */
  private static void body(Html html, RunPage page) {
    RunPage.Labelled labelled = page.labelled();
    OverviewSection.write(html, page);
    if (labelled != null) {
      FilterBar.write(html, labelled);
      for (Question question : labelled.codebook().questions()) {
        html.open(
            "section",
            "class",
            "question",
            "id",
            "question=" + question.id(),
            "data-question",
            question.id());
        html.element("h2", question.proposition());
        html.paragraph(meaning(question), "class", "hint");
        AnswerLine.write(html, labelled, question);
        SharesSection.write(html, labelled, question);
        ChangesSection.write(html, labelled, question);
        FramesSection.write(html, labelled, question);
        ExamplesSection.write(html, labelled, question);
        html.close("section");
      }
    }
    Measured measured = page.measured();
    if (measured != null) {
      QualitySection.write(html, measured);
    }
    DriftSection.write(html, page.drift());
    ProvenanceSection.write(html, page);
  }

  /** What the stances mean, as the codebook has it. */
  private static String meaning(Question question) {
    return "Agree: %s. Disagree: %s. Discuss: it is at issue, and no side is taken. Unrelated: it is not at issue."
        .formatted(question.agree(), question.disagree());
  }

  private static String policy(String style, String... scripts) {
    return "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
        .formatted(
            InlineScript.hash(style),
            Stream.of(scripts).map(InlineScript::hash).collect(Collectors.joining(" ")));
  }
}
