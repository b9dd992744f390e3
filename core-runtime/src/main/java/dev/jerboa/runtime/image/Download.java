package dev.jerboa.runtime.image;

import java.nio.file.Path;

/** A fetched file in the cache, which stays there until this and what was prepared are closed. */
public final class Download implements AutoCloseable {
  private final Path file;
  private final Hold hold;

  Download(Path file, Hold hold) {
    this.file = file;
    this.hold = hold;
  }

  public Path file() {
    return file;
  }

  @Override
  public void close() {
    hold.close();
  }
}
