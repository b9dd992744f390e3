package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.util.Optional;

/** Finds out what a partition holds. */
final class Contents {
  private Contents() {}

  /** Returns the name of what begins at the start of an area, or nothing if it is not known. */
  static Optional<String> name(Area area) throws IOException, InterruptedException, DoubtException {
    if (Ext.isIn(area)) {
      return Optional.of("ext");
    }
    return Fat.isIn(area) ? Optional.of("FAT") : Signature.in(area).map(Signature::title);
  }

  static FileSystem read(Area area) throws IOException, InterruptedException, DoubtException {
    Optional<Signature> foreign = Signature.in(area);
    DoubtException.unless(foreign.isEmpty(), "holds " + foreign.map(Signature::title).orElse(""));
    boolean ext = Ext.isIn(area);
    boolean fat = Fat.isIn(area);
    DoubtException.unless(ext || fat, "holds no known file system");
    DoubtException.unless(!ext || !fat, "looks like ext and like FAT");
    return ext ? Ext.read(area) : Fat.read(area);
  }
}
