package dev.jerboa.runtime.transfer;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.Segment.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The image server reads 64 KiB from the middle of a round of many extents of 1 MiB. */
@State(Scope.Thread)
public class ScatteredExtents {
  private static final int MIB = 1 << 20;

  @Param({"1", "64"})
  private int extents;

  private final ByteBuffer target = ByteBuffer.allocate(64 << 10);
  private ExtentStream stream;
  private long middle;

  /** An image that costs nothing to read. */
  private static final class Nothing implements ByteSource {
    @Override
    public long size() {
      return Long.MAX_VALUE;
    }

    @Override
    public int read(long position, ByteBuffer target) {
      int count = target.remaining();
      target.position(target.limit());
      return count;
    }
  }

  @Setup
  public void scatter() {
    List<Extent> scattered = new ArrayList<>();
    for (int i = 0; i < extents; i++) {
      scattered.add(new Extent(2L * i * MIB, MIB, Kind.DATA));
    }
    stream = new ExtentStream(new Nothing(), scattered, "END");
    middle = (long) extents * MIB / 2;
  }

  @Benchmark
  public int read() throws IOException, InterruptedException {
    return stream.read(middle, target.clear());
  }
}
