package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image file as it lies on disk.
 *
 * @param path the path as it was given, for messages
 * @param realPath the file itself, without links
 * @param state what the file was like when it was first looked at
 * @param map the block map beside it
 */
record SourceFile(Path path, Path realPath, FileState state, Optional<BlockMap> map) {
  private static final int BUFFER = 1 << 20;

  /** Looks at a file and refuses what cannot be an image. */
  static SourceFile of(Path path) {
    if (!Files.isRegularFile(path)) {
      throw notAFile(path);
    }
    if (!Files.isReadable(path)) {
      throw unreadable(path, "no permission to read it");
    }
    try {
      SourceFile source =
          new SourceFile(path, path.toRealPath(), FileState.of(path), BlockMap.beside(path));
      if (source.size() == 0) {
        throw ImageErrors.empty(path, "is empty");
      }
      return source;
    } catch (IOException e) {
      throw unreadable(path, e.toString());
    }
  }

  private static JerboaException notAFile(Path path) {
    if (Files.notExists(path)) {
      return ImageErrors.image("missing", "there is no image file %s".formatted(path))
          .hint(NearNames.hint(path));
    }
    if (Files.exists(path)) {
      return ImageErrors.image("not-a-file", "%s is not a regular file".formatted(path))
          .hint("Give the path of an image file, not of a folder or device.");
    }
    return unreadable(path, "no permission to look into its folder");
  }

  private static JerboaException unreadable(Path path, String why) {
    return ImageErrors.image("unreadable", "%s cannot be read: %s".formatted(path, why))
        .hint("Check the permissions of the file and of the folders above it, and the disk.");
  }

  /** Says that the disk or its permissions are in the way. */
  JerboaException unreadable(IOException e) {
    return unreadable(path, e.toString()).causedBy(e);
  }

  long size() {
    return state.size();
  }

  /** Returns what the block map leaves out, after comparing it with the decoded image. */
  FreeSpace unmapped(ByteSource image, Progress progress) throws IOException, InterruptedException {
    return map.isPresent() ? map.get().free(image, progress) : FreeSpace.NONE;
  }

  /** Refuses a block map that is about an image of another size. */
  void requireMapFor(OptionalLong size) {
    if (size.isPresent()) {
      map.ifPresent(found -> found.requireSize(size.getAsLong()));
    }
  }

  /** Returns a digest of this file, which has the given one, and of its block map. */
  String key(String sha256) {
    return map.map(found -> Sha256.of(sha256 + found.sha256())).orElse(sha256);
  }

  /** Returns a text that only this file in this state has. */
  String identity() {
    return realPath + "\n" + state.toText();
  }

  /** Keeps the file in the cache if it was fetched into it, and is held. */
  Optional<Hold> hold() {
    return Hold.again(realPath.getParent());
  }

  /** Returns the first bytes, fewer than {@code count} if the file is shorter. */
  byte[] head(int count) throws IOException {
    try (SourceReader reader = reader()) {
      ByteBuffer head = reader.at(0, count);
      byte[] bytes = new byte[head.remaining()];
      head.get(bytes);
      return bytes;
    }
  }

  SourceReader reader() throws IOException {
    return new SourceReader(FileChannel.open(realPath, StandardOpenOption.READ));
  }

  /**
   * Digests the file.
   *
   * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted
   */
  String sha256() throws IOException {
    MessageDigest digest = Sha256.start();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (FileChannel channel = FileChannel.open(realPath, StandardOpenOption.READ)) {
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    requireUnchanged();
    return Sha256.finish(digest);
  }

  void requireUnchanged() {
    FileState now;
    try {
      now = FileState.of(path);
    } catch (IOException e) {
      throw ImageErrors.changed(path, "it is gone").causedBy(e);
    }
    if (!now.sameContentAs(state)) {
      throw ImageErrors.changed(
          path,
          "%d bytes of %s then, %d bytes of %s now"
              .formatted(state.size(), state.modified(), now.size(), now.modified()));
    }
  }
}
