package dev.jerboa.runtime.bundle;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.BootPlan;
import dev.jerboa.api.bundle.BootPlan.BootFile;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.files.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** A bundle whose boot files are open and do not overlap in the board's memory. */
final class OpenedBundle implements Bundle {
  private final String source;
  private final BundleFiles files;
  private final BundleManifest manifest;
  private final BootPlan plan;
  private final Map<String, FileSource> open = new HashMap<>();

  OpenedBundle(String source, BundleFiles files, BundleManifest manifest, BootPlan plan) {
    this.source = source;
    this.files = files;
    this.manifest = manifest;
    this.plan = plan;
  }

  /** Opens the boot files and compares where they go; if they overlap, none stays open. */
  OpenedBundle checked() {
    boolean sound = false;
    try {
      refuseOverlap();
      sound = true;
      return this;
    } finally {
      if (!sound) {
        close();
      }
    }
  }

  private void refuseOverlap() {
    for (BootFile one : plan.files()) {
      long size = file(one.path()).size();
      for (BootFile other : plan.files()) {
        BigInteger gap = start(other).subtract(start(one));
        boolean behind = !one.equals(other) && gap.signum() >= 0;
        if (behind && gap.compareTo(BigInteger.valueOf(size)) < 0) {
          throw JerboaException.of(
                  ErrorClass.CONFIG,
                  "memory-overlap",
                  "%s at %s, %d bytes long, overlaps %s at %s"
                      .formatted(one.path(), one.address(), size, other.path(), other.address()))
              .hint("Move one of the load addresses in the manifest.");
        }
      }
    }
  }

  private static BigInteger start(BootFile file) {
    return new BigInteger(file.address().substring(2), 16);
  }

  @Override
  public BundleManifest manifest() {
    return manifest;
  }

  @Override
  public BootPlan bootPlan() {
    return plan;
  }

  @Override
  public ByteSource file(String path) {
    return open.computeIfAbsent(path, this::openFile);
  }

  private FileSource openFile(String path) {
    try {
      return new FileSource(files.locate(path));
    } catch (IOException e) {
      throw BundleFiles.missing(path, e.getMessage()).causedBy(e);
    }
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public void close() {
    for (FileSource file : open.values()) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
