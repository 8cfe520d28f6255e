package io.endoxa.job;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
              .put(name, new String(tar.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read as .tar.gz", e);
    }
    List<WebPage> pages = new ArrayList<>();
    folders.forEach((name, files) -> pages.add(of(file, name, files)));
    if (pages.isEmpty()) {
      throw new UserException(
          "%s: holds no pages, expected folders with %s and %s.".formatted(file, SOURCE, EXPECTED));
    }
    return pages;
  }

  private static WebPage of(Path file, String name, Map<String, String> files) {
    String html = files.get(SOURCE);
    String expected = files.get(EXPECTED);
    if (html == null || expected == null) {
      throw new UserException(
          "%s: folder %s has no %s. Add it, or leave out the folder."
              .formatted(file, name, html == null ? SOURCE : EXPECTED));
    }
    return new WebPage(name, html, textWithoutCaptions(expected));
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
