package io.endoxa.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser shows it; without Chromium these tests are skipped. */
class ReportInBrowserTest {
  private static final int TAB = 9;
  private static final int DOWN = 40;
  private static final String VISIBLE =
      "[...document.querySelectorAll('%s')].filter(e => e.offsetParent !== null).length";

  @TempDir static Path directory;
  private static Chromium chromium;
  private static String address;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> browser = Chromium.find();
    assumeTrue(browser.isPresent(), "there is no Chromium: apt-get install chromium");
    Path page = directory.resolve(RunPage.FILE);
    Files.write(page, ReportHtml.of(SamplePage.of(/* corrected= */ true)));
    address = page.toUri().toString();
    chromium = Chromium.start(browser.get(), directory.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Chromium.Tab opened(String hash) throws InterruptedException {
    Chromium.Tab tab = chromium.tab();
    tab.open(address + hash);
    return tab;
  }

  private static int visible(Chromium.Tab tab, String selector) {
    return tab.js(VISIBLE.formatted(selector)).asInt();
  }

  @Test
  void thePageComplainsOfNothingAndAsksForNothing() throws InterruptedException {
    Chromium.Tab tab = opened("");

    // Two questions with two charts and one of precision, and two of all questions.
    assertThat(visible(tab, ".chart svg")).isEqualTo(8);
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests()).containsExactly(address);
  }

  @Test
  void hostileTextIsShownAndDoesNothing() throws InterruptedException {
    Chromium.Tab tab = opened("");

    assertThat(tab.js("document.title").asText())
        .isEqualTo("Endoxa: 20260101-000000-label-0123abcd");
    assertThat(tab.js("document.querySelectorAll('img, iframe, object, h2 b').length").asInt())
        .isZero();
    assertThat(tab.js("document.scripts.length").asInt()).isEqualTo(3);
    assertThat(tab.js("[...document.links].every(a => /^(https:|file:)/.test(a.href))").asBoolean())
        .isTrue();
    assertThat(tab.js("document.body.textContent.includes('</script><img src=x')").asBoolean())
        .isTrue();
    assertThat(tab.js("document.querySelector('mark').textContent").asText())
        .isEqualTo(SamplePage.EVIDENCE);
  }

  @Test
  void whatIsPutIntoThePageLaterIsRefused() throws InterruptedException {
    Chromium.Tab tab = opened("");

    tab.js(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.got = 1'}))");
    tab.js(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/x.png'}))");

    assertThat(tab.js("String(window.got)").asText()).isEqualTo("undefined");
    assertThat(tab.complaints())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(complaint -> assertThat(complaint).contains("Content Security Policy"));
  }

  @Test
  void theKeyboardAloneNarrowsEverySection() throws InterruptedException {
    Chromium.Tab tab = opened("");
    for (String filter : List.of("question", "stance", "source")) {
      focus(tab, filter);
      tab.press("ArrowDown", DOWN);
    }

    // The page hears of a new address a little later.
    tab.js(
        "new Promise(done => { const look = () =>"
            + " document.getElementById('selected').textContent.includes('source')"
            + " ? done() : setTimeout(look, 10); look(); })");
    assertThat(tab.js("location.hash").asText())
        .isEqualTo("#question=deal&stance=agree&source=Example+Gazette");
    assertThat(visible(tab, "section.question")).isEqualTo(1);
    assertThat(
            tab.js(
                    "[...document.querySelectorAll('section.question:not([hidden]) [data-source]:not([hidden])')]"
                        + ".every(e => ['', 'Example Gazette'].includes(e.dataset.source))")
                .asBoolean())
        .isTrue();
    assertThat(
            tab.js("document.querySelector('[data-table=frames] th:nth-child(2)').textContent")
                .asText())
        .isEqualTo("agree (n 40)");
    assertThat(tab.js("document.querySelector('[data-title=time]').textContent").asText())
        .contains("in Example Gazette");
    assertThat(tab.complaints()).isEmpty();
  }

  /** Tabs until a filter has the focus. */
  private static void focus(Chromium.Tab tab, String filter) {
    for (int i = 0; i < 30; i++) {
      tab.press("Tab", TAB);
      if (tab.js("document.activeElement.name || ''").asText().equals(filter)) {
        return;
      }
    }
    throw new AssertionError("no way by the keyboard to the filter " + filter);
  }

  @Test
  void theAddressKeepsWhatIsSelected() throws InterruptedException {
    Chromium.Tab tab = opened("#question=trade&stance=disagree");

    assertThat(visible(tab, "section.question")).isEqualTo(1);
    assertThat(tab.js("document.getElementById('selected').textContent").asText())
        .isEqualTo("Only question: trade, stance: disagree");

    assertThat(visible(opened("#question=nothing&source=else"), "section.question")).isEqualTo(2);
  }

  @Test
  void aPhoneNeedsNoScrollingToTheSide() throws InterruptedException {
    Chromium.Tab tab = chromium.tab();
    tab.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 375, "height", 800, "deviceScaleFactor", 2, "mobile", true));
    tab.open(address);
    tab.js("document.querySelectorAll('details').forEach(d => { d.open = true; })");

    assertThat(tab.js("document.documentElement.scrollWidth").asInt()).isEqualTo(375);
  }

  @Test
  void onPaperExamplesAreOpenAndFoldedTablesAreLeftOut() throws InterruptedException {
    Chromium.Tab tab = opened("");
    tab.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    tab.js("dispatchEvent(new Event('beforeprint'))");

    assertThat(visible(tab, "select, button")).isZero();
    assertThat(visible(tab, "details.examples li")).isPositive();
    assertThat(visible(tab, "[data-table=month] tbody tr")).isZero();
    assertThat(visible(tab, ".print")).isEqualTo(1);
    // As wide as a sheet, whatever the window.
    assertThat(tab.js("document.querySelector('.chart svg').clientWidth").asInt()).isEqualTo(640);

    tab.js("dispatchEvent(new Event('afterprint'))");
    assertThat(tab.js("document.querySelectorAll('details[open]').length").asInt()).isZero();
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void showAllKeepsThePlace() throws InterruptedException {
    Chromium.Tab tab = opened("#source=Kura+Herald&stance=agree");
    String top = "document.querySelectorAll('section.question h2')[1].getBoundingClientRect().top";
    tab.js("document.querySelectorAll('section.question h2')[1].scrollIntoView()");
    double before = tab.js(top).asDouble();
    tab.js("document.querySelector('#filters button').click()");

    assertThat(tab.js("location.hash").asText()).isEmpty();
    assertThat(tab.js("scrollY").asDouble()).isPositive();
    assertThat(tab.js(top).asDouble()).isCloseTo(before, within(2.0));
  }

  @Test
  void aSelectedSourceHasItsChangesInSightAndAllSourcesBesideIt() throws InterruptedException {
    Chromium.Tab tab = opened("");
    assertThat(visible(tab, "details.changes[open]")).isZero();
    tab.js(
        "(() => { const source = document.querySelector('[name=source]'); source.selectedIndex = 3;"
            + " source.dispatchEvent(new Event('change', {bubbles: true})); })()");

    assertThat(visible(tab, "details.changes[open] tbody tr")).isEqualTo(1);
    assertThat(tab.js("document.querySelector('details.changes summary').textContent").asText())
        .endsWith("nothing can be said of them: 1");
    assertThat(
            tab.js(
                    "[...document.querySelectorAll('.chart svg text')].filter(e => e.textContent === 'all sources').length")
                .asInt())
        .isEqualTo(2);
    assertThat(tab.js("document.querySelector('.chart + .hint').textContent").asText())
        .isEqualTo("All marks are counted, without correction. Small: all sources.");
  }

  @Test
  void withoutScriptsAllTablesAreThereAndNoFilter() throws InterruptedException {
    Chromium.Tab tab = chromium.tab();
    tab.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    tab.open(address);

    assertThat(visible(tab, "form")).isZero();
    assertThat(visible(tab, "section.question")).isEqualTo(2);
    assertThat(tab.js("document.querySelectorAll('[data-table=month] tbody tr').length").asInt())
        .isEqualTo(2 * 4 * 18);
  }
}
