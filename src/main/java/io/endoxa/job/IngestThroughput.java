package io.endoxa.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.report.IngestReport.Figure;
import io.endoxa.text.Article;
import io.endoxa.text.ReadResult;
import io.endoxa.text.SentenceSplitter;
import io.endoxa.text.clean.ArticleCutter;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.ArticleSource;
import io.endoxa.text.source.ArticleSources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How fast bytes become paragraphs, in megabytes of input per second of one core's time, and
 * paragraphs sentences, in millions of characters.
 */
final class IngestThroughput {
  static final String SECTION = "throughput";
  private static final double MEASURED_SECONDS = 1;

  private IngestThroughput() {}

  static List<Figure> of(List<WebPage> pages) {
    List<byte[]> html = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    List<String> paragraphs = new ArrayList<>();
    for (WebPage page : pages) {
      html.add(page.html().getBytes(StandardCharsets.UTF_8));
      String text = MainTextScores.article(page.html());
      if (!text.isEmpty()) {
        lines.append(line(page.name(), text)).append('\n');
        text.lines().filter(paragraph -> !paragraph.isBlank()).forEach(paragraphs::add);
      }
    }
    byte[] jsonLines = lines.toString().getBytes(StandardCharsets.UTF_8);
    return List.of(
        measured("html", "mb-per-second", () -> readAll("html", html)),
        measured("jsonl", "mb-per-second", () -> readAll("jsonl", List.of(jsonLines))),
        measured("sentences", "mchar-per-second", () -> splitAll(paragraphs)));
  }

  private static String line(String id, String text) {
    try {
      return JsonMapper.builder().build().writeValueAsString(Map.of("id", id, "text", text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code once} gives how much it did. */
  private static Figure measured(String of, String metric, LongSupplier once) {
    // Once without the clock, so that the code is compiled.
    long each = once.getAsLong();
    long start = cpuNanos();
    int times = 0;
    double seconds = 0;
    while (seconds < MEASURED_SECONDS) {
      if (once.getAsLong() != each) {
        throw new IllegalStateException("%s: not as much as the time before".formatted(of));
      }
      times++;
      seconds = (cpuNanos() - start) / 1e9;
    }
    return new Figure(SECTION, of, IngestBenchmarkSpec.ALL, metric, each * times / seconds / 1e6);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** How many characters were split. */
  private static long splitAll(List<String> paragraphs) {
    SentenceSplitter splitter = new SentenceSplitter();
    long sentences = 0;
    long characters = 0;
    for (String paragraph : paragraphs) {
      sentences += splitter.split(paragraph).size();
      characters += paragraph.length();
    }
    // Sentences are asked for, lest the compiler leave out the work.
    return sentences == 0 ? 0 : characters;
  }

  private static long readAll(String format, List<byte[]> files) {
    String name = "file." + format;
    ArticleSource source = new ArticleSources(ArticleFields.STANDARD).forFile(name).orElseThrow();
    ArticleCutter cutter = new ArticleCutter();
    long bytes = 0;
    for (byte[] file : files) {
      bytes += file.length;
      try {
        Iterator<ReadResult> results = source.read(name, new ByteArrayInputStream(file));
        while (results.hasNext()) {
          if (results.next() instanceof Article article) {
            cutter.cut(article);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes;
  }
}
