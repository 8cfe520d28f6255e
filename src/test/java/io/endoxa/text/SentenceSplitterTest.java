package io.endoxa.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {
  private final SentenceSplitter splitter = new SentenceSplitter();

  private List<String> split(String paragraph) {
    return splitter.split(paragraph).stream().map(span -> span.of(paragraph)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The bridge opens.| Who pays?| Nobody knows!| Well.",
        "Mr. Mason met Dr. Ferry and Gen. A. B. Stone.| They talked.",
        "He moved to the U.S. in May.| She left the U.S.| She came back.",
        "He works for the U.S. Senate.| It pays.",
        "No. 5 is closed.| The answer is no.| That is final.",
        "It cost $3.5 million.| Then came version 2.| Nobody asked.",
        "Stone Inc. and Ferry Ltd. merged into Pier Inc.| The old firms are gone.",
        "“It opens.”| He smiled.",
        "“Is it open?” Mason asked.| “It is!” she said.| He left.",
        "He waited... and left.| She waited...| Then she left.",
        "(It opened in May.)| Ferries stopped.",
        "He opened it (on Jan. 5, as planned) and left.",
        "The bridge is open.|Ferries stop in May.| See gazette.example for more.",
        "It opens at 5 p.m. on Monday.| Come at 5 p.m.| They wait.",
        "Yahoo! bought it.| What now?!| Nothing.",
        "The talks, e.g. those of May, failed.",
        "1. The bridge opened.| 2. The ferries stopped.",
        "a) open the bridge| b) close the ferry",
        "Mail ann.Mason@gazette.example now.| Thanks.",
        "No stop at all",
        "Lt. Gen. Mark Stone and Col. (ret.) Leo Ferry met.| Both were late.",
        "The island (pop. 900, est. 1950) has a bridge.| It is new.",
        "He lives on Main St. in Ferry St. Paul.| She lives on Pier St.| They meet.",
        "It is open, i.e. Monday is free.| It will not last.",
        "“Is it over?” Mason’s old aide asked.| He left.",
        "“Is it over?”| Mason’s old aide left.",
        "“It is over.”| Mason’s old aide then asked why.",
        "— Who pays?| — Nobody.| — Why? — asked the mayor.",
        "PORT CITY — The bridge is open.| PIER (AP) — It is closed.",
        "The bridge opened.[2]| It is closed.[3][4]| Nobody knows.",
        "The bridge, “the best.”| It fell (and twice!).| He laughed.",
        "Stone v. Ferry et al. was long.| It was fair.",
        "Sen. Ann Mason (D-Calif.) came on Sept. 12.| Rep. Leo Ferry did not.",
      })
  void sentencesEndWhereTheBarsStand(String marked) {
    List<String> expected = Arrays.stream(marked.split("\\|")).map(String::strip).toList();

    assertThat(split(marked.replace("|", ""))).isEqualTo(expected);
  }

  @Test
  void aBlankParagraphHasNone() {
    assertThat(split("")).isEmpty();
    assertThat(split(" \n ")).isEmpty();
  }

  @Test
  void sentencesCoverEverythingButWhiteSpace() {
    Random random = new Random(3);
    String alphabet = "aB1. .!?…\"”'()[]\n1)Mr.•é\uD83D\uDE00";
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String paragraph = text.toString();
      int covered = 0;
      for (TextSpan span : splitter.split(paragraph)) {
        assertThat(paragraph.substring(covered, span.start())).isBlank();
        covered = span.end();
      }
      assertThat(paragraph.substring(covered)).isBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", " .", "!?", "ab.Cd", "Mr. ", "1) ", "\"a", "A.B "})
  void longRunsOfMarksNeitherOverflowNorTakeLong(String unit) {
    String paragraph = "Word" + unit.repeat(20_000);

    assertTimeout(Duration.ofSeconds(5), () -> splitter.split(paragraph));
  }
}
