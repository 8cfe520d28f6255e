package io.endoxa.spark;

import io.endoxa.error.UserException;
import io.endoxa.text.source.ArticleFields;
import io.endoxa.text.source.ArticleSources;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds the files that an {@code input} names: files, directories (to any depth) and globs. */
public final class ArticleFiles {
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private ArticleFiles() {}

  /**
   * Every file, sorted by path. Names that begin with {@code .} or {@code _} are left out, as Spark
   * does, unless an input names one. An input that exists as it is written is no glob. Files of an
   * unknown format are in the list, so that they can be counted and quarantined.
   *
   * @throws UserException if an input does not exist, or all of them together hold no file
   */
  public static List<String> list(Configuration hadoop, List<String> inputs) {
    SortedSet<String> files = new TreeSet<>();
    for (String input : inputs) {
      try {
        collect(hadoop, input, files);
      } catch (IOException | IllegalArgumentException e) {
        throw new UserException("input '%s': cannot be read: %s.".formatted(input, e), e);
      }
    }
    if (files.isEmpty()) {
      throw new UserException(
          "input '%s': holds no files, expected %s."
              .formatted(
                  String.join(", ", inputs),
                  knownExtensions().stream()
                      .map(extension -> "." + extension)
                      .collect(Collectors.joining(", "))));
    }
    return List.copyOf(files);
  }

  /** Every ending of names that is read, without its dot; {@code gz} stands behind another one. */
  static SortedSet<String> knownExtensions() {
    SortedSet<String> extensions = new ArticleSources(ArticleFields.STANDARD).extensions();
    extensions.add(ParquetArticles.EXTENSION);
    return extensions;
  }

  private static void collect(Configuration hadoop, String input, Set<String> files)
      throws IOException {
    org.apache.hadoop.fs.Path pattern = new org.apache.hadoop.fs.Path(input);
    FileSystem fileSystem = pattern.getFileSystem(hadoop);
    boolean exists = fileSystem.exists(pattern);
    FileStatus[] matches =
        exists
            ? new FileStatus[] {fileSystem.getFileStatus(pattern)}
            : fileSystem.globStatus(pattern);
    if (matches == null || matches.length == 0) {
      throw new UserException(
          "input '%s': there is no such file or directory (looked for %s). Check the path."
              .formatted(input, fileSystem.makeQualified(pattern)));
    }
    boolean glob = !exists && GLOB.matcher(pattern.getName()).find();
    for (FileStatus match : matches) {
      org.apache.hadoop.fs.Path path = match.getPath();
      if (glob && hidden(path.getName())) {
        continue;
      }
      if ("file".equals(path.toUri().getScheme())) {
        collectLocal(Paths.get(path.toUri().getPath()), files);
      } else if (match.isFile()) {
        files.add(path.toString());
      } else {
        RemoteIterator<LocatedFileStatus> inside = fileSystem.listFiles(path, true);
        while (inside.hasNext()) {
          org.apache.hadoop.fs.Path file = inside.next().getPath();
          if (!isHidden(file, path)) {
            files.add(file.toString());
          }
        }
      }
    }
  }

  /** Hadoop's own listing leaves broken links out silently; this one keeps them to be counted. */
  private static void collectLocal(Path start, Set<String> files) throws IOException {
    Files.walkFileTree(
        start,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skip = !directory.equals(start) && hidden(directory.getFileName().toString());
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return keep(file);
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return keep(file);
          }

          private FileVisitResult keep(Path file) {
            if (file.equals(start) || !hidden(file.getFileName().toString())) {
              files.add("file:" + file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Whether its name, or that of a directory between it and where the search began, says so. */
  private static boolean isHidden(org.apache.hadoop.fs.Path file, org.apache.hadoop.fs.Path start) {
    org.apache.hadoop.fs.Path at = file;
    while (at != null && at.depth() > start.depth()) {
      if (hidden(at.getName())) {
        return true;
      }
      at = at.getParent();
    }
    return false;
  }

  private static boolean hidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}
