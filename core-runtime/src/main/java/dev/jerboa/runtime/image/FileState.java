package dev.jerboa.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What the file system says of a file without reading it.
 *
 * @param statusChanged the inode's change time, which no tool can set back
 * @param seen when the file system was asked
 */
record FileState(long size, FileTime modified, FileTime statusChanged, long inode, Instant seen) {
  static FileState of(Path path) throws IOException {
    Instant seen = Instant.now();
    Map<String, Object> found = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,ino");
    return new FileState(
        (Long) found.get("size"),
        (FileTime) found.get("lastModifiedTime"),
        (FileTime) found.get("ctime"),
        (Long) found.get("ino"),
        seen);
  }

  /** Returns a text that the file has in no other state, of a line for each property. */
  String toText() {
    return String.join(
        "\n",
        Long.toString(size),
        modified.toString(),
        statusChanged.toString(),
        Long.toString(inode));
  }

  /** Says whether nothing hints at other bytes; a new link or owner alone is no change. */
  boolean sameContentAs(FileState other) {
    return size == other.size && inode == other.inode && modified.equals(other.modified);
  }

  /**
   * Says whether the last change was at least {@code age} ago.
   *
   * <p>Right after a change another one may leave the same times, since they have ticks.
   */
  boolean settledFor(Duration age) {
    return !statusChanged.toInstant().plus(age).isAfter(seen);
  }
}
