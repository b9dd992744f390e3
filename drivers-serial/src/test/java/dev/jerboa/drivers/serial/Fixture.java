package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.testkit.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What several tests need. */
final class Fixture {
  static final Duration LIMIT = Duration.ofSeconds(20);

  private Fixture() {}

  static SerialConfig config(String url) {
    return new SerialConfig(url, 115200, Optional.empty(), Optional.empty(), false);
  }

  static Console console(SerialConfig config, Path folder) {
    return (Console) new SerialFactory().create(config, TestContext.in(folder));
  }

  static Console console(String url, Path folder) {
    return console(config(url), folder);
  }

  /** Returns every byte value many times, in an order that repeats only after 64 KiB. */
  static byte[] allByteValues(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i ^ (i >> 8));
    }
    return bytes;
  }

  /** Sends the bytes and reads as many at the same time, as the two sides of a console do. */
  static byte[] echo(ConsoleLink link, byte[] bytes) throws Exception {
    Thread writer =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    link.write(bytes);
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    byte[] answer = read(link, bytes.length);
    writer.join(LIMIT);
    return answer;
  }

  static byte[] read(ConsoleLink link, int length) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    long end = System.nanoTime() + LIMIT.toNanos();
    while (answer.size() < length && System.nanoTime() < end) {
      int count = link.read(buffer, Duration.ofMillis(200));
      if (count < 0) {
        break;
      }
      answer.write(buffer, 0, count);
    }
    return answer.toByteArray();
  }

  static void await(String fact, BooleanSupplier isTrue) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isTrue.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not in time: " + fact);
      }
      Thread.onSpinWait();
    }
  }
}
