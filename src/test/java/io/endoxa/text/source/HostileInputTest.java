package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to stop a reader: each ends in time and in 256 MB of memory. */
class HostileInputTest {

  /**
   * Of CPU time. On an idle core none takes 2 s, the slowest 1.6; a core that is shared takes up to
   * twice as long, and time that grows with the square takes minutes.
   */
  private static final long MOST_MILLIS = 4_000;

  /** How many records of each file end in which way. */
  private static final String ENDS =
      """
      warm-up.txt {accepted=1}
      paragraph of 10 MB.txt {too_large=1}
      paragraph of 500 KB.txt {accepted=1}
      one word.txt {accepted=1}
      full stops.txt {no_paragraphs=1}
      open quotes.txt {accepted=1}
      straight quotes.txt {no_paragraphs=1}
      short paragraphs.txt {accepted=1}
      short lines.txt {accepted=1}
      line ends.txt {accepted=1}
      spaces.txt {accepted=1}
      spaces before a dot.txt {accepted=1}
      cut words.txt {accepted=1}
      marks and zero-width.txt {accepted=1}
      zero-width.txt {accepted=1}
      combining marks.txt {accepted=1}
      expanding letters.txt {accepted=1}
      emoji.txt {accepted=1}
      NULs.txt {not_text=1}
      front matter.txt {bad_field=1}
      front matter in spaces.txt {bad_field=1}
      line of 1 GB.txt {too_large=1}
      deep.html {missing_text=1}
      deep, 3 MB.html {missing_text=1}
      deep and formatted.html {missing_text=1}
      tags.html {too_large=1}
      attributes.html {missing_text=1}
      entities.html {missing_text=1}
      paragraphs.html {accepted=1}
      paragraphs, 3 MB.html {too_large=1}
      different paragraphs.html {accepted=1}
      headers.html {accepted=1}
      headers in articles.html {accepted=1}
      headings.html {too_large=1}
      headings of a long title.html {too_large=1}
      tables.html {missing_text=1}
      pictures of 20 MB.html {accepted=1}
      picture of 1 GB.html {too_large=1}
      scripts.html {missing_text=1}
      comment.html {accepted=1}
      meta.html {missing_text=1}
      laughs.html {too_large=1}
      outside.html {accepted=1}
      line of 1 GB.jsonl {too_large=1}
      brackets of 1 GB.json {too_large=1}
      item of 1 GB.json {too_large=1}
      deep.jsonl {bad_json=1}
      keys.jsonl {bad_json=1}
      lone surrogates.jsonl {accepted=1}
      digits.jsonl {bad_json=1}
      short.jsonl {missing_text=333333}
      object of 1 GB.json {accepted=1, too_large=1}
      words.json {bad_json=1}
      commas.json {bad_json=500000}
      row of 1 GB.csv {too_large=1}
      columns.csv {bad_csv=1}
      header.csv {bad_csv=1}
      quotes.csv {bad_csv=1}
      open quotes.csv {bad_csv=249998}
      tabs.tsv {empty_file=1}
      bomb.txt.gz {too_large=1}
      bomb.jsonl.gz {too_large=1}
      bomb.warc.gz {bad_archive=1}
      bomb.zip {bad_archive=1, too_large=1}
      stored.zip {bad_archive=1}
      header.warc {bad_archive=1}
      page of 1 GB.warc {bad_archive=1, too_large=1}
      length.warc {bad_archive=1, too_large=1}
      less than nothing.warc {bad_archive=1, empty_file=1}
      """;

  @TempDir private Path folder;

  private List<String> run() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostileReading.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
    return printed.lines().filter(line -> line.contains("|")).toList();
  }

  @Test
  void hostileFilesEndInTimeAndMemory() throws IOException, InterruptedException {
    List<String> lines = run();

    for (String line : lines) {
      assertThat(Long.parseLong(line.split("\\|", -1)[1])).as(line).isLessThan(MOST_MILLIS);
    }
    assertThat(lines.stream().map(line -> line.replaceFirst("\\|\\d+\\|", " ")))
        .containsExactlyElementsOf(ENDS.lines().toList());
  }
}
