package dev.jerboa.runtime.allocation;

import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of random content that are put into a file system, and digests to compare them. */
final class FileTree {
  private static final int FILES = 24;
  private static final int MOST_BYTES = 900_000;

  private FileTree() {}

  /** Makes files in two folders below {@code folder} and returns their paths in it. */
  static List<String> create(Path folder, Random random) throws IOException {
    List<String> files = new ArrayList<>();
    for (int index = 0; index < FILES; index++) {
      byte[] content = new byte[1 + random.nextInt(MOST_BYTES) * (index % 3) / 2];
      random.nextBytes(content);
      String name = "d%d/f%d".formatted(index % 2, index);
      Files.createDirectories(folder.resolve(name).getParent());
      Files.write(folder.resolve(name), content);
      files.add(name);
    }
    return files;
  }

  static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        MessageDigest digest = Sha256.start();
        digest.update(Files.readAllBytes(path));
        digests.put(folder.relativize(path).toString(), Sha256.finish(digest));
      }
    }
    return digests;
  }
}
