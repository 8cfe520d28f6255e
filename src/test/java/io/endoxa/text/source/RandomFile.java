package io.endoxa.text.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A file of random articles, some of them broken, some written twice, and how many they are. */
public final class RandomFile {
  private static final List<String> FORMATS =
      List.of("txt", "html", "jsonl", "json", "csv", "tsv", "warc", "zip", "odt");
  private static final List<String> BROKEN_LINES =
      List.of(
          "{\"text\": \"cut o",
          "[1, 2]",
          "{\"title\": \"no text\"}",
          "{\"text\": 3}",
          "{\"text\": \"a\", \"text\": \"b\"}",
          "{\"text\": \"a\", \"published\": \"soon\"}",
          "\"text\"",
          "{\"text\": \" \\n\\u200b \"}",
          "{\"text\": \"a\\u0000\\ud800 b\", \"id\": []}");
  private static final List<String> BROKEN_FILES =
      List.of(
          "",
          " \n",
          "PK\u0003\u0004 not text",
          "a\0b",
          "---\nid: a\n",
          "---\ncolour: red\n---\nThe bridge.",
          "Share\n\n* * *\n");

  private final String name;
  private final byte[] bytes;
  private final int documents;

  private RandomFile(String name, byte[] bytes, int documents) {
    this.name = name;
    this.bytes = bytes;
    this.documents = documents;
  }

  /** With its format as its ending. */
  public String name() {
    return name;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many articles it holds, good and broken. */
  public int documents() {
    return documents;
  }

  /** Texts of articles, none of them blank. */
  public static List<String> texts(long seed, int count) {
    RandomText texts = new RandomText(new Random(seed));
    return Stream.generate(texts::notBlank).limit(count).toList();
  }

  /** Files with at least so many documents in all, of all formats in turn. */
  public static List<RandomFile> some(long seed, int documents) {
    List<RandomFile> files = new ArrayList<>();
    for (int count = 0; count < documents; count += files.get(files.size() - 1).documents) {
      int number = files.size();
      Writer writer = new Writer(new Random(seed * 1_000_003 + number), number);
      files.add(writer.file(FORMATS.get(number % FORMATS.size())));
    }
    return files;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Writer {
    private static final int MOST_RECORDS = 100;

    private final Random random;
    private final int number;
    private final RandomText texts;
    private final List<String> written = new ArrayList<>();

    Writer(Random random, int number) {
      this.random = random;
      this.number = number;
      this.texts = new RandomText(random);
    }

    RandomFile file(String format) {
      int records = 1 + random.nextInt(MOST_RECORDS);
      String name = number + "." + format;
      return switch (format) {
        case "jsonl" -> perhapsPacked(name, jsonLines(records), records);
        case "json" -> perhapsPacked(name, "[" + objects(records) + "]", records);
        case "csv" -> perhapsPacked(name, table(records, ','), records);
        case "tsv" -> perhapsPacked(name, table(records, '\t'), records);
        case "warc" -> warc(name, records);
        case "zip" -> zip(name, records);
        default -> new RandomFile(name, single(format), 1);
      };
    }

    private RandomFile perhapsPacked(String name, String content, int documents) {
      return perhapsPacked(name, utf8(content), documents);
    }

    private RandomFile perhapsPacked(String name, byte[] bytes, int documents) {
      if (random.nextBoolean()) {
        return new RandomFile(name, bytes, documents);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return new RandomFile(name + ".gz", out.toByteArray(), documents);
    }

    private boolean oneIn(int n) {
      return random.nextInt(n) == 0;
    }

    private String of(List<String> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    /** A new text, or one that this file has already. */
    private String text() {
      if (!written.isEmpty() && oneIn(8)) {
        return of(written);
      }
      String text = texts.notBlank();
      written.add(text);
      return text;
    }

    private byte[] single(String format) {
      if (format.equals("html")) {
        return utf8(page());
      }
      if (oneIn(4)) {
        return oneIn(2) ? noise() : utf8(of(BROKEN_FILES));
      }
      return utf8(
          (oneIn(3) ? "---\nid: t%d\nsource: Quay Wire\n---\n".formatted(number) : "") + text());
    }

    private byte[] noise() {
      byte[] noise = new byte[1 + random.nextInt(2000)];
      random.nextBytes(noise);
      return noise;
    }

    private String page() {
      StringBuilder page =
          new StringBuilder(oneIn(2) ? "<html><title>The bridge</title><body>" : "");
      String[] blocks = text().split("\n\n", -1);
      for (String block : blocks) {
        String tag =
            of(
                List.of(
                    "p",
                    "div",
                    "article",
                    "li",
                    "blockquote",
                    "nav",
                    "script",
                    "!--",
                    "p class='x",
                    "table"));
        page.append('<').append(tag).append('>').append(block);
        if (!oneIn(4)) {
          page.append("</").append(tag).append('>');
        }
      }
      return page.toString();
    }

    private String object() {
      Map<String, String> fields = new LinkedHashMap<>();
      if (oneIn(2)) {
        // Few numbers, so that some are taken twice.
        fields.put("id", number % 5 + "-" + random.nextInt(2000));
      }
      if (oneIn(2)) {
        fields.put(
            "published",
            "2024-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)));
      }
      if (oneIn(3)) {
        fields.put("language", of(List.of("en", "ru", "English", "en-GB")));
      }
      fields.put("text", text());
      try {
        return JsonMapper.builder().build().writeValueAsString(fields);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    private String jsonLines(int records) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < records; i++) {
        lines.append(oneIn(10) ? of(BROKEN_LINES) : object());
        lines.append(of(List.of("\n", "\r\n", "\n \n")));
      }
      return lines.toString();
    }

    private String objects(int records) {
      List<String> objects = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        // The first of the broken lines would swallow those behind it.
        objects.add(
            oneIn(10) ? BROKEN_LINES.get(1 + random.nextInt(BROKEN_LINES.size() - 1)) : object());
      }
      return String.join(of(List.of(",", " ,\n")), objects);
    }

    private String table(int records, char separator) {
      String end = of(List.of("\n", "\r\n"));
      StringBuilder rows = new StringBuilder("text" + separator + "source" + end);
      for (int i = 0; i < records; i++) {
        String row = "\"" + text().replace("\"", "\"\"") + "\"" + separator + "Quay Wire";
        rows.append(row).append(oneIn(12) ? separator + "too many" : "").append(end);
      }
      return rows.toString();
    }

    private RandomFile warc(String name, int records) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < records; i++) {
        byte[] page = utf8(page());
        String header =
            """
            WARC/1.0
            WARC-Type: resource
            WARC-Record-ID: <urn:uuid:0b0c1f5e-6f3c-4b8c-9a55-0d1c6a0f0c11>
            WARC-Date: 2024-06-12T08:30:00Z
            WARC-Target-URI: https://www.gazette.example/%d/%d
            Content-Type: text/html
            Content-Length: %d

            """
                .formatted(number, i, page.length);
        out.writeBytes(utf8(header.replace("\n", "\r\n")));
        out.writeBytes(page);
        out.writeBytes(utf8("\r\n\r\n"));
      }
      return perhapsPacked(name, out.toByteArray(), records);
    }

    private RandomFile zip(String name, int records) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int documents = 0;
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (int i = 0; documents < records; i++) {
          int lines = 1 + random.nextInt(5);
          String format = of(List.of("txt", "html", "jsonl", "doc"));
          zip.putNextEntry(
              new ZipEntry((oneIn(20) && !format.equals("jsonl") ? "../" : "") + i + "." + format));
          zip.write(format.equals("jsonl") ? utf8(jsonLines(lines)) : single(format));
          documents += format.equals("jsonl") ? lines : 1;
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return new RandomFile(name, out.toByteArray(), documents);
    }
  }
}
