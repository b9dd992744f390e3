package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.runtime.allocation.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code .bmap} file beside an image (Yocto's bmaptool, version 2.0): which blocks the maker of
 * the image has written. It is believed only where its checksums show that it is about this image.
 *
 * @param file where it lies
 * @param sha256 its digest
 * @param imageSize in bytes
 * @param mapped what was written, in order of the offsets
 */
record BlockMap(Path file, String sha256, long imageSize, List<Mapped> mapped) {
  static final String SUFFIX = ".bmap";

  /** A range that was written and the SHA-256 of its content. */
  record Mapped(Range range, String sha256) {}

  /**
   * Looks where bmaptool looks: at the name of the image, and without one ending after the other.
   *
   * @throws JerboaException of class {@code IMAGE}, {@code bmap}, if the file is damaged
   */
  static Optional<BlockMap> beside(Path image) {
    String name = image.getFileName().toString();
    for (int dot = name.length(); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      Path file = image.resolveSibling(name.substring(0, dot) + SUFFIX);
      if (Files.isRegularFile(file) && !file.equals(image)) {
        return Optional.of(BlockMapFile.read(file));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns what was not written, after comparing what was.
   *
   * @throws JerboaException of class {@code IMAGE}, {@code bmap}, if it is about other bytes
   */
  FreeSpace free(ByteSource image, Progress progress) throws IOException, InterruptedException {
    requireSize(image.size());
    RangeDigester digester = new RangeDigester(image, progress);
    List<Range> free = new ArrayList<>();
    long end = 0;
    for (Mapped each : mapped) {
      Range range = each.range();
      if (!digester.sha256(range.offset(), range.end()).equals(each.sha256())) {
        throw refuse(
            file, "is about other bytes from %d to %d".formatted(range.offset(), range.end()));
      }
      free.add(new Range(end, range.offset() - end));
      end = range.end();
    }
    free.add(new Range(end, imageSize - end));
    long bytes = free.stream().mapToLong(Range::length).sum();
    return new FreeSpace(
        free.stream().filter(range -> range.length() > 0).toList(),
        List.of("%s: %s are not mapped".formatted(file.getFileName(), Bytes.text(bytes))));
  }

  /** Refuses an image of another size. */
  void requireSize(long size) {
    if (size != imageSize) {
      throw refuse(file, "is about an image of %d bytes, not %d".formatted(imageSize, size));
    }
  }

  static JerboaException refuse(Path file, String why) {
    return ImageErrors.image("bmap", "the block map %s %s".formatted(file, why))
        .hint("Make it anew (bmaptool create), or move it away to flash without it.");
  }
}
