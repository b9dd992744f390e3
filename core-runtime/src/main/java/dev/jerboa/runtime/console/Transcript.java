package dev.jerboa.runtime.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Keeps every byte a console printed.
 *
 * <p>A transcript that cannot be written (disk full) is a warning, not the end of a flash: the
 * session goes on and {@link #trouble} tells.
 */
public final class Transcript implements AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private final List<Consumer<byte[]>> tees = new CopyOnWriteArrayList<>();
  private volatile String trouble = "";

  private Transcript(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /** Writes to a file, which is created or continued. */
  public static Transcript to(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new Transcript(
        file,
        Files.newOutputStream(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND));
  }

  /** Keeps nothing. */
  public static Transcript none() {
    return new Transcript(Path.of("/dev/null"), OutputStream.nullOutputStream());
  }

  public Path file() {
    return file;
  }

  /** Returns why the transcript is incomplete, or an empty string. */
  public String trouble() {
    return trouble;
  }

  void tee(Consumer<byte[]> sink) {
    tees.add(sink);
  }

  void write(byte[] bytes, int length) {
    for (Consumer<byte[]> sink : tees) {
      sink.accept(java.util.Arrays.copyOf(bytes, length));
    }
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      trouble = file + ": " + e.getMessage();
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      trouble = file + ": " + e.getMessage();
    }
  }
}
