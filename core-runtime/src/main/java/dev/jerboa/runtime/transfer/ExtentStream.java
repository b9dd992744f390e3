package dev.jerboa.runtime.transfer;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileBacked;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Extents of an image behind each other, and a line that marks the end.
 *
 * <p>Without the mark, a stream that was cut between two blocks would look complete: {@code dd}
 * takes the end of its input for the end of its work, and old versions of {@code wget} do not tell.
 */
final class ExtentStream implements ByteSource, FileBacked {
  private final ByteSource image;
  private final List<Extent> extents;
  private final long content;
  private final byte[] mark;

  ExtentStream(ByteSource image, List<Extent> extents, String mark) {
    this.image = image;
    this.extents = List.copyOf(extents);
    this.content = extents.stream().mapToLong(Extent::length).sum();
    this.mark = (mark + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public long size() {
    return content + mark.length;
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException, InterruptedException {
    if (position >= content) {
      return readMark(position - content, target);
    }
    Spot spot = spot(position);
    return readExtent(spot.extent(), spot.inside(), target);
  }

  @Override
  public Optional<Region> region(long position, long most)
      throws IOException, InterruptedException {
    if (position >= content || !(image instanceof FileBacked file)) {
      return Optional.empty();
    }
    Spot spot = spot(position);
    return file.region(
        spot.extent().offset() + spot.inside(),
        Math.min(most, spot.extent().length() - spot.inside()));
  }

  /** A byte of an extent. */
  private record Spot(Extent extent, long inside) {}

  private Spot spot(long position) {
    long before = 0;
    for (Extent extent : extents) {
      if (position < before + extent.length()) {
        return new Spot(extent, position - before);
      }
      before += extent.length();
    }
    throw new IllegalStateException("no extent holds byte " + position);
  }

  private int readExtent(Extent extent, long inside, ByteBuffer target)
      throws IOException, InterruptedException {
    int limit = target.limit();
    int most = (int) Math.min(target.remaining(), extent.length() - inside);
    target.limit(target.position() + most);
    try {
      return image.read(extent.offset() + inside, target);
    } finally {
      target.limit(limit);
    }
  }

  private int readMark(long from, ByteBuffer target) {
    int count = (int) Math.min(target.remaining(), mark.length - from);
    if (count <= 0) {
      return -1;
    }
    target.put(mark, (int) from, count);
    return count;
  }
}
