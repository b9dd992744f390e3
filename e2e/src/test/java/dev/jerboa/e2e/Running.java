package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program that runs. */
record Running(Process process, Path out, Path err) implements AutoCloseable {
  private static final long LIMIT_SECONDS = 240;

  Result await() throws Exception {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end in " + LIMIT_SECONDS + " s:\n" + Files.readString(out));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Waits until the program has printed a text on standard output. */
  Running awaitOutput(String text) throws Exception {
    return await(Pattern.compile(text, Pattern.LITERAL));
  }

  /** Waits until the program has printed something like it on standard output. */
  Running await(Pattern text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    boolean ended = false;
    while (!text.matcher(read(out)).find()) {
      assertTrue(!ended, () -> "no '" + text + "' before it ended: " + read(out) + read(err));
      assertTrue(System.nanoTime() < end, () -> "it never printed '" + text + "': " + read(out));
      ended = process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    return this;
  }

  /** Ends the program if it still runs. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Sends a signal to the program itself. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
