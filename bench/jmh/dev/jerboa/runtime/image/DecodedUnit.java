package dev.jerboa.runtime.image;

import dev.jerboa.api.flash.SegmentDigest;
import dev.jerboa.runtime.digest.SegmentHasher;
import dev.jerboa.runtime.digest.Sha256;
import java.security.MessageDigest;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done with each decoded MiB, besides decoding it. */
@State(Scope.Thread)
public class DecodedUnit {
  private static final int UNIT = 1 << 20;

  /** What the unit holds; in the middle, a single byte that is not zero. */
  @Param({"zeros", "middle", "random"})
  private String content;

  private final byte[] bytes = new byte[UNIT];

  @Setup
  public void fill() {
    switch (content) {
      case "zeros" -> {}
      case "middle" -> bytes[UNIT / 2] = 1;
      default -> new Random(1).nextBytes(bytes);
    }
  }

  @Benchmark
  public boolean zerosOnly() {
    return Zeros.only(bytes, 0, UNIT);
  }

  @Benchmark
  public String sha256() {
    MessageDigest digest = Sha256.start();
    digest.update(bytes);
    return Sha256.finish(digest);
  }

  @Benchmark
  public SegmentDigest segmentDigest() {
    SegmentHasher hasher = new SegmentHasher();
    hasher.update(bytes, 0, UNIT);
    return hasher.finish();
  }
}
