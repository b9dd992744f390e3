package dev.jerboa.runtime.allocation;

import dev.jerboa.api.files.ByteSource;
import java.io.IOException;
import java.util.List;

/**
 * The ranges of a disk image that are free: whatever the device holds there, nothing that reads the
 * flashed device is misled.
 *
 * <p>Free is only what a sound file system of a known kind does not use. Where there is a doubt
 * nothing is free, and a note says why.
 */
public final class AllocationMap {
  private final List<Range> free;
  private final List<String> notes;

  AllocationMap(List<Range> free, List<String> notes) {
    this.free = List.copyOf(free);
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads the partition table and the file systems of a decoded image.
   *
   * @throws IOException if {@code image} cannot be read; no content of it is an error
   */
  public static AllocationMap read(ByteSource image) throws IOException, InterruptedException {
    try {
      return new Survey(Area.of(image)).map();
    } catch (DoubtException e) {
      return new AllocationMap(List.of(), List.of("nothing is skipped: " + e.getMessage()));
    }
  }

  /**
   * Returns where tools look for what was on a device before: the edges of the image and of its
   * partitions. They are not to be skipped, whoever says so.
   *
   * @return ascending ranges, which may overlap; the whole image if its table is in doubt
   */
  public static List<Range> edges(ByteSource image) throws IOException, InterruptedException {
    try {
      return Survey.edges(Area.of(image));
    } catch (DoubtException e) {
      return List.of(new Range(0, image.size()));
    }
  }

  /** Returns the free ranges in ascending order; no two touch, and none is shorter than a MiB. */
  public List<Range> free() {
    return free;
  }

  /** Returns for people what was recognised, or why nothing is free. */
  public List<String> notes() {
    return notes;
  }
}
