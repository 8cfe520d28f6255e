package io.endoxa.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Which files a task reads. A file is read by one task, however large it is: groups are about as
 * large as each other, and the largest comes first, so that no large file waits behind another or
 * begins when all else is done.
 */
final class FileGroups {
  /** What it takes to open a file is what it takes to read so many bytes. */
  private static final long OPENING = 1 << 16;

  private FileGroups() {}

  private record Group(int number, long weight, ArrayList<String> files) {
    Group with(String file, long bytes) {
      files.add(file);
      return new Group(number, weight + OPENING + bytes, files);
    }
  }

  /** The files in so many groups; each file is in one, and none is empty. */
  static List<List<String>> of(Configuration hadoop, List<String> files, int most) {
    return balanced(files, sizes(hadoop, files), most);
  }

  static List<List<String>> balanced(List<String> files, Map<String, Long> sizes, int most) {
    Comparator<Group> lightest = Comparator.comparingLong(Group::weight);
    PriorityQueue<Group> groups = new PriorityQueue<>(lightest.thenComparing(Group::number));
    for (int number = 0; number < Math.min(most, files.size()); number++) {
      groups.add(new Group(number, 0, new ArrayList<>()));
    }
    Comparator<String> bySize = Comparator.comparing(file -> sizes.getOrDefault(file, 0L));
    for (String file : files.stream().sorted(bySize.reversed()).toList()) {
      groups.add(groups.remove().with(file, sizes.getOrDefault(file, 0L)));
    }
    return groups.stream()
        .sorted(lightest.reversed().thenComparing(Group::number))
        .map(group -> List.<String>copyOf(group.files()))
        .toList();
  }

  /** What is known of their sizes: a directory is asked for once, and not for each of its files. */
  private static Map<String, Long> sizes(Configuration hadoop, List<String> files) {
    Set<Path> directories = new HashSet<>();
    files.forEach(file -> directories.add(new Path(file).getParent()));
    Map<String, Long> sizes = new HashMap<>();
    for (Path directory : directories) {
      try {
        for (FileStatus status : directory.getFileSystem(hadoop).listStatus(directory)) {
          sizes.put(status.getPath().toString(), status.getLen());
        }
      } catch (IOException e) {
        // Where it may not be listed, its files are as large as each other.
      }
    }
    return sizes;
  }
}
