package dev.jerboa.runtime.console;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
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
  private static final int LAST_BYTES = 16 * 1024;

  private final Path file;
  private final OutputStream out;
  private final List<Consumer<byte[]>> tees = new CopyOnWriteArrayList<>();
  private volatile String trouble = "";

  private Transcript(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Writes to a file, which is created or continued.
   *
   * @throws JerboaException {@code config.transcript} if it cannot be written
   */
  public static Transcript to(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new Transcript(file, Files.newOutputStream(file, CREATE, APPEND));
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.CONFIG, "transcript", "Cannot write the transcript: " + e.getMessage())
          .hint("Make the state folder writable, or set JERBOA_STATE_HOME to another.")
          .causedBy(e);
    }
  }

  /** Returns the last lines of a transcript as a person would see them, without empty ones. */
  public static List<String> lastLines(Path file, int count) {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      in.position(Math.max(0, in.size() - LAST_BYTES));
      byte[] bytes = Channels.newInputStream(in).readAllBytes();
      StringBuilder text = new StringBuilder();
      int _ = new TextFilter().accept(bytes, bytes.length, text);
      List<String> lines = text.toString().lines().filter(line -> !line.isBlank()).toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of(); // nothing was ever printed, or it cannot be told
    }
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
