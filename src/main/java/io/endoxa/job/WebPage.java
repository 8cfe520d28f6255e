package io.endoxa.job;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A web page and what should be read from it.
 *
 * @param name of its folder
 * @param html the page
 * @param expected the article's text, without captions
 */
record WebPage(String name, String html, String expected) {
  private static final String SOURCE = "source.html";
  private static final String EXPECTED = "expected.html";

  /**
   * Reads a {@code .tar.gz} of folders that each hold a page as {@code source.html} and its article
   * as {@code expected.html}, in the order of their names.
   */
  static List<WebPage> readAll(Path file) {
    List<WebPage> pages = new ArrayList<>();
    folders(file, true).forEach((name, files) -> pages.add(of(name, files)));
    return pages;
  }

  /** How many pages {@link #readAll} gives, without holding any of them. */
  static int count(Path file) {
    return folders(file, false).size();
  }

  /** The files of each folder, both of them, by their names; empty ones unless asked for. */
  private static Map<String, Map<String, String>> folders(Path file, boolean withContents) {
    Map<String, Map<String, String>> folders = new TreeMap<>();
    try (InputStream in = Files.newInputStream(file);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = Path.of(entry.getName());
        String name = String.valueOf(path.getFileName());
        Path folder = path.getParent();
        if (folder != null && (name.equals(SOURCE) || name.equals(EXPECTED))) {
          folders
              .computeIfAbsent(String.valueOf(folder.getFileName()), key -> new TreeMap<>())
              .put(
                  name, withContents ? new String(tar.readAllBytes(), StandardCharsets.UTF_8) : "");
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "%s: cannot be read as .tar.gz: %s. Copy it again.".formatted(file, e.getMessage()), e);
    }
    if (folders.isEmpty()) {
      throw new UserException(
          "%s: holds no pages, expected folders with %s and %s.".formatted(file, SOURCE, EXPECTED));
    }
    folders.forEach((name, files) -> requireBoth(file, name, files));
    return folders;
  }

  private static void requireBoth(Path file, String name, Map<String, String> files) {
    for (String needed : List.of(SOURCE, EXPECTED)) {
      if (!files.containsKey(needed)) {
        throw new UserException(
            "%s: folder %s has no %s. Add it, or leave out the folder."
                .formatted(file, name, needed));
      }
    }
  }

  private static WebPage of(String name, Map<String, String> files) {
    return new WebPage(
        name,
        Objects.requireNonNull(files.get(SOURCE)),
        textWithoutCaptions(Objects.requireNonNull(files.get(EXPECTED))));
  }

  /** Whether the model of a page's text was tuned on this page; the others are held out. */
  boolean isTuned() {
    return Math.floorMod(name.hashCode(), 2) == 0;
  }

  private static String textWithoutCaptions(String html) {
    Document page = Jsoup.parse(html);
    page.select("figcaption").remove();
    return page.body().text();
  }
}
