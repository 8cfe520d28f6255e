package io.endoxa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.endoxa.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArticleFilesTest {
  @TempDir private Path directory;

  private static List<String> list(Object... inputs) {
    return ArticleFiles.list(
        new Configuration(), List.of(inputs).stream().map(Object::toString).toList());
  }

  private String file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return "file:" + Files.writeString(file, "x");
  }

  @Test
  void aDirectoryIsReadToAnyDepthInTheOrderOfPaths() throws IOException {
    String later = file("b.txt");
    String deep = file("a/b/c.html");
    String first = file("a/b.jsonl");
    assertThat(list(directory)).containsExactly(first, deep, later);
  }

  @Test
  void filesOfAnUnknownFormatAreKeptToBeCounted() throws IOException {
    assertThat(list(directory.resolve(file("a.pdf").substring("file:".length()))))
        .containsExactly("file:" + directory.resolve("a.pdf"));
  }

  @Test
  void aFileThatTwoInputsNameStandsOnce() throws IOException {
    String file = file("a.txt");
    assertThat(list(directory, directory.resolve("a.txt"), directory + "/*.txt"))
        .containsExactly(file);
  }

  @Test
  void hiddenFilesAndDirectoriesAreLeftOut() throws IOException {
    String seen = file("a.txt");
    file(".DS_Store");
    file("_SUCCESS");
    file(".git/config.txt");
    file("_temporary/0/a.txt");
    Files.createSymbolicLink(directory.resolve(".loop"), directory);
    assertThat(list(directory)).containsExactly(seen);
  }

  /** As on HDFS or S3: Hadoop's own listing gives files of hidden directories. */
  @Test
  void hiddenDirectoriesOfAnotherFileSystemAreLeftOut() throws IOException {
    file("a.txt");
    file("sub/b.txt");
    file("sub/_temporary/0/c.txt");
    file("_SUCCESS");
    Configuration hadoop = new Configuration();
    hadoop.set("fs.viewfs.mounttable.far.link./news", directory.toUri().toString());
    String start = "viewfs://far/news";

    assertThat(ArticleFiles.list(hadoop, List.of(start)))
        .containsExactly(start + "/a.txt", start + "/sub/b.txt");
    assertThat(ArticleFiles.list(hadoop, List.of(start + "/sub/_temporary")))
        .containsExactly(start + "/sub/_temporary/0/c.txt");
  }

  @Test
  void aGlobLeavesHiddenNamesOutToo() throws IOException {
    String seen = file("a.txt");
    String inside = file("sub/b.txt");
    file(".DS_Store");
    file("_SUCCESS");
    file(".git/config.txt");
    assertThat(list(directory + "/*")).containsExactly(seen, inside);
  }

  @Test
  void aHiddenFileThatIsNamedIsRead() throws IOException {
    String hidden = file(".hidden.txt");
    String within = file("_kept/a.txt");
    assertThat(list(directory.resolve(".hidden.txt"), directory.resolve("_kept")))
        .containsExactly(hidden, within);
  }

  @Test
  void globsChooseFilesAndDirectories() throws IOException {
    file("a.html");
    String b = file("b.txt");
    String c = file("x1/c.html");
    String d = file("x2/d.html");
    assertThat(list(directory + "/*.txt")).containsExactly(b);
    assertThat(list(directory + "/x{1,2}")).containsExactly(c, d);
    assertThat(list(directory + "/x?/*.html")).containsExactly(c, d);
  }

  @Test
  void namesWithSpacesAndSignsAreKept() throws IOException {
    String odd = file("a b #1 50% [x] é.txt");
    assertThat(list(directory)).containsExactly(odd);
  }

  @Test
  void anInputThatExistsAsItIsWrittenIsNoGlob() throws IOException {
    String file = file("[2024] {news}/a[1].txt");
    file("2/a1.txt");

    assertThat(list(directory.resolve("[2024] {news}"))).containsExactly(file);
    assertThat(list(directory.resolve("[2024] {news}/a[1].txt"))).containsExactly(file);
    assertThat(list(directory + "/[2024]")).containsExactly("file:" + directory + "/2/a1.txt");
  }

  @Test
  void aBrokenLinkIsKeptToBeCounted() throws IOException {
    String good = file("a.txt");
    Path broken = directory.resolve("broken.txt");
    Files.createSymbolicLink(broken, directory.resolve("gone.txt"));
    assertThat(list(directory)).containsExactly(good, "file:" + broken);
  }

  @Test
  void linksAreFollowedAndALoopEnds() throws IOException {
    file("real/a.txt");
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("real/loop"), directory.resolve("real"));
    assertThat(list(directory.resolve("link")))
        .contains("file:" + directory.resolve("link/a.txt"))
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void whatDoesNotExistIsNamedWithWhereItWasLookedFor() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> list(missing))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "input '%s': there is no such file or directory (looked for file:%s). Check the path.",
            missing, missing);
    assertThatThrownBy(() -> list(directory + "/*.txt"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("*.txt': there is no such file or directory");
  }

  @Test
  void anEmptyDirectoryIsRejected() {
    assertThatThrownBy(() -> list(directory))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "input '%s': holds no files, expected .csv, .gz, .htm, .html, .json, .jsonl, .ndjson, .parquet, .tsv, .txt, .warc, .zip.",
            directory);
  }

  @Test
  void anInputThatIsNoPathIsRejected() {
    assertThatThrownBy(() -> list(""))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("input '': cannot be read: ");
    assertThatThrownBy(() -> list("nosuchscheme://host/a"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("input 'nosuchscheme://host/a': cannot be read: ");
  }
}
