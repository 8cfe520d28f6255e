package io.endoxa.text.source;

import io.endoxa.text.Article;
import io.endoxa.text.ReadResult;
import io.endoxa.text.Rejected;
import io.endoxa.text.clean.ArticleCutter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Reads and cuts hostile files in a JVM of its own, so that its memory can be limited. Prints a
 * line for each: name, milliseconds of CPU time, and how many records ended in which way.
 */
final class HostileReading {
  private static final int FULL = ArticleSources.MAX_BYTES;
  private static final int TEXT = ArticleDraft.MAX_TEXT;
  private static final int PAGE = ArticleSources.MAX_PAGE_BYTES;
  private static final String HEADING = "<h1>" + "a".repeat(250) + "b</h1>";
  private static final int TEN_MILLION = 10_000_000;
  private static final int TILE_BYTES = 1 << 16;
  private static final long GIGABYTE = 1L << 30;

  /** A file that is made as it is read. */
  private interface Content {
    InputStream open() throws IOException;
  }

  private final Map<String, Content> files = new LinkedHashMap<>();

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    HostileReading reading = new HostileReading();
    reading.addTexts();
    reading.addPages();
    reading.addTables();
    reading.addArchives();
    for (Map.Entry<String, Content> file : reading.files.entrySet()) {
      if (arguments.length > 0 && !file.getKey().contains(arguments[0])) {
        continue;
      }
      try (InputStream in = file.getValue().open()) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Map<String, Integer> ends = read(file.getKey(), in);
        long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        out.println(file.getKey() + "|" + (after - before) / 1_000_000 + "|" + ends);
      }
    }
  }

  private static Map<String, Integer> read(String file, InputStream in) throws IOException {
    Map<String, Integer> ends = new TreeMap<>();
    Iterator<ReadResult> results =
        new ArticleSources(ArticleFields.STANDARD).forFile(file).orElseThrow().read(file, in);
    while (results.hasNext()) {
      ReadResult result = results.next();
      String end = "accepted";
      if (result instanceof Rejected rejected) {
        end = rejected.reason().label();
      } else {
        boolean empty = new ArticleCutter().cut((Article) result).paragraphs().isEmpty();
        end = empty ? "no_paragraphs" : end;
      }
      ends.merge(end, 1, Integer::sum);
    }
    return ends;
  }

  private void add(String name, String start, String repeated, int bytes) {
    int size = repeated.getBytes(StandardCharsets.UTF_8).length;
    files.put(name, () -> stream(start, repeated, (bytes - start.length()) / size));
  }

  private void endless(String name, String start, String repeated) {
    long size = repeated.getBytes(StandardCharsets.UTF_8).length;
    files.put(name, () -> stream(start, repeated, GIGABYTE / size));
  }

  /** {@code start}, and {@code repeated} so many times. */
  private static InputStream stream(String start, String repeated, long times) {
    int size = repeated.getBytes(StandardCharsets.UTF_8).length;
    // Tiles, so that making the bytes takes little of the time that is measured.
    byte[] block =
        repeated
            .repeat((int) Math.min(Math.max(1, times), TILE_BYTES / Math.max(1, size) + 1))
            .getBytes(StandardCharsets.UTF_8);
    InputStream tail =
        new InputStream() {
          private long left = times * size;
          private int at;

          @Override
          public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            if (left == 0) {
              return -1;
            }
            int given = (int) Math.min(Math.min(length, block.length - at), left);
            System.arraycopy(block, at, buffer, offset, given);
            at = (at + given) % block.length;
            left -= given;
            return given;
          }
        };
    return new SequenceInputStream(
        new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), tail);
  }

  private void addTexts() {
    add("warm-up.txt", "", "The bridge opens on Monday. ", 100_000);
    add("paragraph of 10 MB.txt", "", "The bridge opens on Monday. ", TEN_MILLION);
    add("paragraph of 500 KB.txt", "", "The bridge opens on Monday. ", TEXT);
    add("one word.txt", "", "a", TEXT);
    add("full stops.txt", "", ".", TEXT);
    add("open quotes.txt", "", "“He said “ ", TEXT);
    add("straight quotes.txt", "", "\" ", TEXT);
    add("short paragraphs.txt", "", "A b c.\n\n", TEXT);
    add("short lines.txt", "", "a, b\n", TEXT);
    add("line ends.txt", "One.", "\n", TEXT);
    add("spaces.txt", "One.", " ", TEXT);
    add("spaces before a dot.txt", "One.", "          .", TEXT);
    add("cut words.txt", "", "ab-\ncd-\n", TEXT);
    add("marks and zero-width.txt", "A", "\u0301\u200B", TEXT);
    add("zero-width.txt", "One.", "\u200B\u202E\u2066", TEXT);
    add("combining marks.txt", "A", "\u0301\u0323", TEXT);
    add("expanding letters.txt", "A", "\uFDFA", TEXT);
    add("emoji.txt", "A", "👩‍👩‍👧‍👦", TEXT);
    add("NULs.txt", "One.", "\0", TEXT);
    add("front matter.txt", "---\n", "title: a\n", TEXT);
    add("front matter in spaces.txt", "---\ntitle:", " ", TEXT);
    endless("line of 1 GB.txt", "", "word ");
  }

  private void addPages() {
    add("deep.html", "", "<div>", 500_000);
    add("deep, 3 MB.html", "", "<div>", PAGE);
    add("deep and formatted.html", "", "<b><i><p>", 500_000);
    add("tags.html", "<p>One.", "<", PAGE);
    add("attributes.html", "<p ", "a b=c ", PAGE);
    add("entities.html", "<p>", "&lt;", PAGE);
    add("paragraphs.html", "", "<p>The bridge opens.", TEXT);
    add("paragraphs, 3 MB.html", "", "<p>The bridge opens.", PAGE);
    files.put("different paragraphs.html", HostileReading::differentParagraphs);
    add("headers.html", "<p>One.", "<header>a", PAGE);
    add("headers in articles.html", "<article><p>One.", "<header>a", PAGE);
    files.put(
        "headings.html",
        () -> stream("<title>One</title>" + "<h1><div>".repeat(240), "One two. ", PAGE / 10));
    add(
        "headings of a long title.html",
        "<title>" + "a".repeat(PAGE / 2) + "</title>",
        HEADING,
        PAGE);
    add("tables.html", "<p>One.", "<table><tr><td>", 500_000);
    String picture = "<img src=\"data:image/png;base64,";
    add(
        "pictures of 20 MB.html",
        "",
        "<p>The bridge opens." + picture + "iVBORw0KGgo/".repeat(1_000) + "\">",
        20 << 20);
    endless("picture of 1 GB.html", "<p>One." + picture, "iVBORw0KGgo/");
    add("scripts.html", "", "<script>x</script>", PAGE);
    add("comment.html", "<p>One.<!--", "-", PAGE);
    add("meta.html", "", "<meta charset ", PAGE);
    add(
        "laughs.html",
        "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><p>",
        "&b;&a; ",
        PAGE);
    files.put(
        "outside.html",
        () ->
            stream(
                "<!DOCTYPE l [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>The bridge &e; opens.",
                " ",
                1));
  }

  /** As many as a text may hold, none of them twice. */
  private static InputStream differentParagraphs() {
    StringBuilder page = new StringBuilder();
    int letters = 0;
    for (int i = 0; letters < TEXT * 9 / 10; i++) {
      String text = "Мост " + Integer.toString(i, Character.MAX_RADIX) + " открыт.";
      letters += text.length() + 2;
      page.append("<p>").append(text);
    }
    return stream(page.toString(), "", 0);
  }

  private void addTables() {
    endless("line of 1 GB.jsonl", "{\"text\":\"", "word ");
    endless("brackets of 1 GB.json", "", "[");
    endless("item of 1 GB.json", "[{\"text\":\"", "word ");
    add("deep.jsonl", "{\"text\":\"One.\",\"x\":", "[", FULL);
    add("keys.jsonl", "{\"text\":\"One.\"", ",\"\":1", FULL);
    files.put(
        "lone surrogates.jsonl",
        () ->
            new SequenceInputStream(
                stream("{\"text\":\"One.", "\\ud800", TEXT / 6), stream("\"}", "", 0)));
    add("digits.jsonl", "{\"text\":\"One.\",\"id\":", "9", FULL);
    add("short.jsonl", "", "{}\n", 1_000_000);
    endless("object of 1 GB.json", "{\"a\":[{\"text\":\"One.\"}],\"x\":\"", "word ");
    add("words.json", "", "word ", 500_000);
    add("commas.json", "[", ",", 500_000);
    endless("row of 1 GB.csv", "text,id\n\"", "word ");
    add("columns.csv", "text\n", ",", FULL);
    add("header.csv", "text", ",a", FULL);
    add("quotes.csv", "text,id\n", "\"", FULL);
    add("open quotes.csv", "text,id\n", "\"\n", 1_000_000);
    add("tabs.tsv", "text\n", "\t", FULL);
  }

  private void addArchives() {
    files.put("bomb.txt.gz", () -> new ByteArrayInputStream(gzip("", " ")));
    files.put("bomb.jsonl.gz", () -> new ByteArrayInputStream(gzip("{\"text\":\"", " ")));
    files.put("bomb.warc.gz", () -> new ByteArrayInputStream(gzip("WARC/1.0\r\nX: ", " ")));
    files.put("bomb.zip", HostileReading::zip);
    endless("stored.zip", "PK\3\4\24\0\10\0\0\0" + "\0".repeat(16) + "\5\0\0\0a.txt", "word ");
    endless("header.warc", "WARC/1.0\r\n", "X: y\r\n");
    String record =
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: ";
    endless("page of 1 GB.warc", record + GIGABYTE + "\r\n\r\n", "<p>One.");
    add("length.warc", record + Long.MAX_VALUE + "\r\n\r\n", "<p>One.", FULL);
    add("less than nothing.warc", record + "-5\r\n\r\n", "<p>One.", FULL);
  }

  private static byte[] gzip(String start, String repeated) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      stream(start, repeated, GIGABYTE / 4).transferTo(gzip);
    }
    return out.toByteArray();
  }

  private static InputStream zip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("../slip.txt"));
      zip.write('x');
      zip.putNextEntry(new ZipEntry("a.txt"));
      stream("", " ", GIGABYTE / 4).transferTo(zip);
    }
    return new ByteArrayInputStream(out.toByteArray());
  }
}
