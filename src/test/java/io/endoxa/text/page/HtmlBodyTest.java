package io.endoxa.text.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class HtmlBodyTest {
  private static final String SENTENCE =
      "The bridge took nine years to build and was opened by the mayor on a rainy Monday.";
  private static final String PARAGRAPH = "<p>" + SENTENCE + "</p>";

  private static String text(String html) {
    Document page = Jsoup.parse(html);
    return HtmlBody.text(page, PageMetadata.of(page, null, ZoneOffset.UTC));
  }

  @Test
  void sectionsOfAnArticleAreReadTogether() {
    String section = "<section><h2>Costs</h2>" + PARAGRAPH + PARAGRAPH + "</section>";
    String page = "<div class=story>" + section.repeat(3) + "</div><div><a href=/>Home</a></div>";

    assertThat(text(page).split("\n\n")).hasSize(9);
  }

  @Test
  void commentsMayBeLongerThanTheArticle() {
    String page =
        "<div>%s</div><div id=comments>%s</div>"
            .formatted(
                PARAGRAPH.repeat(5),
                "<p>I never liked this bridge anyway, friends.</p>".repeat(40));

    assertThat(text(page)).doesNotContain("friends").contains(SENTENCE);
  }

  @Test
  void aListOfTeasersBelowTheArticleIsLeftOut() {
    String teaser =
        "<li><h3><a href=/t>The tunnel that never was</a></h3><p>Diggers hit water on the first"
            + " day, and nobody has gone down to look since.</p></li>";
    String page = "<div>" + PARAGRAPH.repeat(4) + "<ul>" + teaser.repeat(5) + "</ul></div>";

    assertThat(text(page)).doesNotContain("Diggers").contains(SENTENCE);
  }

  @Test
  void aNameThatMostOfTheTextHasSaysNothing() {
    String slide = "<div class=slideshow-item><h3>Span</h3>" + PARAGRAPH + "</div>";

    assertThat(text("<div>" + slide.repeat(6) + "</div>").split("\n\n")).hasSize(12);
  }

  @Test
  void idsMadeFromHeadingsAreNoNames() {
    String page =
        "<div>"
            + PARAGRAPH.repeat(4)
            + "<section id=sharing-the-costs-with-other-towns>"
            + "<p>The towns nearby paid for a third of the bridge, as they had promised.</p></section></div>";

    assertThat(text(page)).contains("The towns nearby");
  }

  @Test
  void labelsAboveTheTextAreLeftOutAndAStandfirstStays() {
    String page =
        """
        <title>Bridge opens at last - Gazette</title><article><p>City news</p>
        <h1>Bridge opens at last</h1><h2>Nine years late, the ferry gets its rest</h2>
        <p>By Ann Brook and Bo Ford</p><p>Monday 12 June 2024, 8:30</p>
        """
            + PARAGRAPH
            + "</article>";

    assertThat(text(page)).isEqualTo("Nine years late, the ferry gets its rest\n\n" + SENTENCE);
  }

  @Test
  void aStandfirstMayHaveAYearOrBeginAsABylineDoes() {
    for (String standfirst :
        List.of(
            "By the time he left, the ferry had stopped for good",
            "Nine years of building, begun in 2015, end on a rainy day",
            "De Brook family sells the ferry that it ran")) {
      assertThat(text("<article><p>" + standfirst + "</p>" + PARAGRAPH + "</article>"))
          .isEqualTo(standfirst + "\n\n" + SENTENCE);
    }
    for (String label :
        List.of(
            "By Ann Brook and Bo Ford for the Harbour Gazette",
            "Published on 12 June 2024 at 8:30 am by Ann Brook",
            "Ann Brook, Harbour, Wednesday 12 June 2024")) {
      assertThat(text("<article><p>" + label + "</p>" + PARAGRAPH + "</article>"))
          .isEqualTo(SENTENCE);
    }
  }

  @Test
  void headingsWithNothingBelowThemAreLeftOut() {
    String page =
        "<article>"
            + PARAGRAPH
            + "<h2>Most read</h2><ul><li><a href=/a>One</a></li></ul></article>";

    assertThat(text(page)).isEqualTo(SENTENCE);
  }

  @Test
  void aLinkedHeadingStaysAboveASection() {
    String section = "<h3><a href=/b>The old bridge</a></h3><p>%s</p>";
    String page =
        "<article>"
            + PARAGRAPH
            + section.formatted((SENTENCE + " ").repeat(4))
            + section.formatted("A teaser.")
            + "</article>";

    assertThat(text(page)).containsOnlyOnce("The old bridge");
  }

  @Test
  void hiddenPartsAreNotRead() {
    String page =
        "<div>%s<p hidden>Hidden.</p><p style='color:red;display:none'>Gone.</p></div>"
            .formatted(PARAGRAPH.repeat(3));

    assertThat(text(page)).doesNotContain("Hidden", "Gone");
  }

  @Test
  void aFormAroundTheWholePageDoesNotHideIt() {
    assertThat(text("<form id=aspnet><div>" + PARAGRAPH.repeat(3) + "</div></form>"))
        .contains(SENTENCE);
  }

  @Test
  void whatThePageGivesToMachinesReplacesATextCutShort() {
    String given =
        "<script type=application/ld+json>{\"@type\": \"NewsArticle\", \"articleBody\": "
            + "\"The bridge is open.\\nIt cost more than planned.\\n\\nNobody was surprised.\"}</script>";

    assertThat(text(given + "<article><p>The bridge is open.</p></article>"))
        .isEqualTo("The bridge is open.\n\nIt cost more than planned.\n\nNobody was surprised.");
    assertThat(text(given + "<article>" + PARAGRAPH + "</article>")).isEqualTo(SENTENCE);
  }

  @Test
  void scriptsWithoutSpacesHaveRunningTextToo() {
    String page =
        "<div><p>大桥历时九年，于周一在雨中由市长宣布正式通车，市民纷纷前来观看。</p></div><ul><li><a href=/>首页</a></li></ul>";

    assertThat(text(page)).isEqualTo("大桥历时九年，于周一在雨中由市长宣布正式通车，市民纷纷前来观看。");
  }
}
