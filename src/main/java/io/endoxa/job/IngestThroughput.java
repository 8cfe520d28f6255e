package io.endoxa.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.endoxa.report.IngestReport.Figure;
import io.endoxa.text.Article;
import io.endoxa.text.ReadResult;
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

/** How fast bytes become paragraphs: megabytes of input per second of one core's time. */
final class IngestThroughput {
  static final String SECTION = "throughput";
  private static final double MEASURED_SECONDS = 1;

  private IngestThroughput() {}

  static List<Figure> of(List<WebPage> pages) {
    List<byte[]> html = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (WebPage page : pages) {
      html.add(page.html().getBytes(StandardCharsets.UTF_8));
      String text = MainTextScores.article(page.html());
      if (!text.isEmpty()) {
        lines.append(line(page.name(), text)).append('\n');
      }
    }
    byte[] jsonLines = lines.toString().getBytes(StandardCharsets.UTF_8);
    return List.of(measured("html", html), measured("jsonl", List.of(jsonLines)));
  }

  private static String line(String id, String text) {
    try {
      return JsonMapper.builder().build().writeValueAsString(Map.of("id", id, "text", text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Figure measured(String format, List<byte[]> files) {
    // Once without the clock, so that the code is compiled.
    long bytes = readAll(format, files);
    long start = cpuNanos();
    long read = 0;
    double seconds = 0;
    while (seconds < MEASURED_SECONDS) {
      readAll(format, files);
      read += bytes;
      seconds = (cpuNanos() - start) / 1e9;
    }
    return new Figure(
        SECTION, format, IngestBenchmarkSpec.ALL, "mb-per-second", read / seconds / 1e6);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
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
