package io.endoxa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every link of a page to a file of the project leads somewhere. */
class DocumentationLinksTest {
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|#.*");
  private static final List<String> WITH_PAGES =
      List.of("docs", "datasets", "models", "jobs", "python");

  @TestFactory
  Stream<DynamicTest> everyLinkToAFileOfTheProjectLeadsSomewhere() throws IOException {
    return pages().stream()
        .map(page -> dynamicTest(page.toString(), () -> assertThat(broken(page)).isEmpty()));
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of(""))) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    for (String name : WITH_PAGES) {
      if (Files.isDirectory(Path.of(name))) {
        try (Stream<Path> inside = Files.walk(Path.of(name))) {
          inside.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
      }
    }
    return pages.stream().sorted().toList();
  }

  private static List<String> broken(Path page) throws IOException {
    Path directory = page.toAbsolutePath().getParent();
    return links(Files.readString(page)).stream()
        .filter(link -> !Files.exists(directory.resolve(link)))
        .toList();
  }

  private static List<String> links(String markdown) {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(CODE.matcher(markdown).replaceAll(""));
    while (matcher.find()) {
      String target = matcher.group(1);
      if (!ELSEWHERE.matcher(target).matches()) {
        links.add(target.replaceFirst("#.*", ""));
      }
    }
    return links;
  }

  @Test
  void onlyLinksToFilesAreFollowed() {
    assertThat(
            links(
                """
                [a](docs/a.md), [b](docs/b.md#part) and ![c](<docs/c.png> "title")
                [web](https://example.org) [mail](mailto:a@example.org) [here](#part) `[d](d.md)`
                ```
                [e](e.md)
                ```
                """))
        .containsExactly("docs/a.md", "docs/b.md", "docs/c.png");
  }
}
