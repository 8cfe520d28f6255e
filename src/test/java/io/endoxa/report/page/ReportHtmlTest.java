package io.endoxa.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.endoxa.report.QualityReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The page of a run as text; how a browser shows it is another test. */
class ReportHtmlTest {
  private static final String CORRECTED = text(/* corrected= */ true);
  private static final String COUNTED = text(/* corrected= */ false);

  private static String text(boolean corrected) {
    return new String(ReportHtml.of(SamplePage.of(corrected)), StandardCharsets.UTF_8);
  }

  private static Document page(boolean corrected) {
    return Jsoup.parse(corrected ? CORRECTED : COUNTED);
  }

  @Test
  void theSameRunGivesTheSamePage() {
    assertThat(text(true)).isEqualTo(CORRECTED);
  }

  @Test
  void thePolicyAllowsExactlyTheScriptsAndTheStyleOfThePage() {
    Document page = page(true);
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");

    assertThat(policy)
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.select("script:not([type])"))
        .hasSize(2)
        .allSatisfy(script -> assertThat(policy).contains(InlineScript.hash(script.data())));
    assertThat(policy).contains(InlineScript.hash(page.select("style").get(0).data()));
    assertThat(page.select("[style], [onclick], [onerror], link, img, iframe, [src]")).isEmpty();
  }

  @Test
  void aCorrectedAnswerSaysHowSureItIs() {
    assertThat(page(true).select(".answers li").get(0).text())
        .startsWith(
            "There was a deal. corrected Of 9,001 paragraphs in 1,286 articles 11.4 % agree (95 % 9.9 to 12.9 %; the model counts 14.2 %), ")
        .contains(
            "corrected with 450 paragraphs labelled by hand.",
            "Agree: no certain change, 2024-01 to 2024-06 against 2023-01 to 2023-06 (+3.3, -2.5 to +9.1). Unrelated fell 11.3 points (0.8 to 21.7), 2024-01 to 2024-06 against 2023-01 to 2023-06. Kura Herald: agree rose 6.1 points (2.0 to 10.0), 2024-01 to 2024-06 against 2023-01 to 2023-06.");
    assertThat(page(true).select("p:contains(About one in 20 comparisons)")).hasSize(1);
    assertThat(page(true).select(".caution")).isEmpty();
  }

  @Test
  void aQuestionSaysWhatItsStancesMean() {
    assertThat(page(true).select("section.question h2 + p").get(0).text())
        .startsWith("Agree: a deal. Disagree: no deal. Discuss: ");
  }

  @Test
  void theEarliestAgreementIsThatOfPeopleWithTheModelsBesideIt() {
    assertThat(page(true).select(".more").get(0).text())
        .startsWith(
            "Earliest agreement confirmed by hand: 2024-03-04, Kura Herald; earliest by the model alone: 2024-03-04, Example Gazette (0.31).");
    assertThat(page(true).select("section.question").get(0).select("details").get(0).text())
        .startsWith("Read the earliest disagree 0.31, by hand: agree, Kura Herald, 2024-03-04");
    assertThat(page(false).select(".more").get(0).text())
        .startsWith(
            "Earliest agreement by the model alone: 2024-03-04, Example Gazette (0.31) – one machine label, read it first.");
  }

  @Test
  void aCountedAnswerSaysThatItIsNotCorrectedAndWhatToDo() {
    assertThat(page(false).select(".answers li").get(0).text())
        .contains("counted, not corrected", "going by the model's labels.")
        .doesNotContain("interval");
    assertThat(page(false).select(".caution").text())
        .contains("its errors are in them", "run again with annotated=FILE");
    assertThat(page(false).select("tr.real, tr.unsure[data-source]")).isEmpty();
  }

  @Test
  void ofOutletsWithoutLabelsNothingIsSaid() {
    List<RunPage.Change> changes =
        SamplePage.changes().stream()
            .filter(change -> change.source() == null || change.p() == null)
            .toList();

    assertThat(ChangesSection.finding(changes))
        .endsWith(
            "Single outlets: cannot be said: 20 hand-labelled articles are needed in each period, and none has them.");
  }

  @Test
  void aDifferenceFromTheBaselineHasItsInterval() {
    QualityReport quality = Objects.requireNonNull(SamplePage.of(true).measured()).quality();

    // The sample's baseline says what its model says.
    assertThat(QualitySection.finding(quality))
        .endsWith(
            "0.000 above tf-idf, the best baseline (95\u00a0% +0.000 to +0.000): not certainly better.");
  }

  @Test
  void aChangeIsCalledRealOnlyIfItIsCorrectedAndMoreThanChance() {
    assertThat(page(true).select("section.question tr.real").eachText())
        .hasSize(2)
        .anySatisfy(row -> assertThat(row).contains("-21.7 to -0.8 <0.001 fell"));
    assertThat(page(true).select("section.question tr.unsure").eachText())
        .hasSize(3)
        .anySatisfy(
            row ->
                assertThat(row).startsWith("Example Gazette agree +1.0").contains("may be chance"))
        .anySatisfy(
            row -> assertThat(row).contains("not corrected").endsWith("fewer than 30 labels"));
  }

  @Test
  void whatWasLeftOutIsCountedByReason() {
    assertThat(page(true).select("#read > p").get(0).text())
        .isEqualTo("Lines left out of the articles: 1,200 skip link; the table dropped has them.");
    assertThat(page(true).select("#read tr").eachText())
        .contains("stances whose sentence was looked for 70");
  }

  @Test
  void driftIsSaidInWordsWithTheSharesBehindIt() {
    Document page = page(true);
    assertThat(page.select("#drift h2").text())
        .isEqualTo(
            "These articles differ from those that the model was trained on: much, in 1 of 2 measures");
    assertThat(page.select("#drift tr").eachText())
        .anySatisfy(row -> assertThat(row).startsWith("words – much 0."))
        .anySatisfy(row -> assertThat(row).startsWith("stance secret deal none 0.00"))
        .contains("below 40 40.0 % 70.0 %");
  }

  @Test
  void theEvidenceIsMarkedAndALongTextIsCut() {
    assertThat(page(true).select("mark").eachText()).hasSize(24).containsOnly(SamplePage.EVIDENCE);
    assertThat(page(true).select("blockquote").eachText())
        .allSatisfy(text -> assertThat(text).hasSizeLessThan(950));
  }

  @Test
  void addressesThatAreNotOfTheWebAreNoLinks() {
    assertThat(page(true).select("li a[target]"))
        .hasSize(24)
        .allSatisfy(link -> assertThat(link.attr("href")).startsWith("https://example.org/"))
        .allSatisfy(link -> assertThat(link.attr("rel")).isEqualTo("noreferrer noopener"));
  }

  @Test
  void dataCannotEndTheElementThatTheyStandIn() {
    Matcher data = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(CORRECTED);

    assertThat(data.find()).isTrue();
    assertThat(data.group(1))
        .doesNotContain("<", ">", "&", "\u2028", "\u202E")
        .contains("\\u003c/script\\u003e");
    assertThat(InlineScript.data(List.of("</script>", "a\u2028b\u2029&")))
        .isEqualTo("[\"\\u003c/script\\u003e\",\"a\\u2028b\\u2029\\u0026\"]");
  }

  @Test
  void charactersThatTurnTheTextBehindThemAreLeftOut() {
    assertThat(Html.visible("a\u202Eb\u2066c\u0000d\ne")).isEqualTo("abcd\ne");
    assertThat(new Html().element("p", "<a href=\"x\">&'", "title", "\"><").toString())
        .isEqualTo("<p title=\"&quot;&gt;&lt;\">&lt;a href=&quot;x&quot;&gt;&amp;&#39;</p>");
  }

  @Test
  void aRunThatLabelsNothingShowsTheModelAlone() {
    RunPage whole = SamplePage.of(true);
    String page =
        new String(
            ReportHtml.of(
                new RunPage(whole.manifest(), null, whole.measured(), List.of(), List.of())),
            StandardCharsets.UTF_8);

    assertThat(Jsoup.parse(page).select("h2").eachText())
        .containsExactly("How good the model is", "Where this comes from");
    assertThat(Jsoup.parse(page).select("form")).isEmpty();
  }

  @Test
  void aModelOfAnEarlierVersionHasNoCurves() {
    RunPage whole = SamplePage.of(true);
    QualityReport quality = Objects.requireNonNull(whole.measured()).quality();
    byte[] page =
        ReportHtml.of(
            new RunPage(whole.manifest(), null, new Measured(quality, null), List.of(), List.of()));

    assertThat(new String(page, StandardCharsets.UTF_8))
        .contains("left no confusion matrices and no precision-recall curves");
  }
}
