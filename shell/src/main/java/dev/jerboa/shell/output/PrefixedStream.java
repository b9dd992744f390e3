package dev.jerboa.shell.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Passes on whole lines with a name in front, so that the lines of several writers do not mix. */
final class PrefixedStream extends OutputStream {
  private final PrintStream out;
  private final byte[] prefix;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private PrefixedStream(PrintStream out, String name) {
    this.out = out;
    this.prefix = ("[" + name + "] ").getBytes(StandardCharsets.UTF_8);
  }

  static PrintStream of(PrintStream out, String name) {
    return new PrintStream(new PrefixedStream(out, name), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int value) {
    line.write(value);
    if (value == '\n') {
      synchronized (out) {
        out.write(prefix, 0, prefix.length);
        out.write(line.toByteArray(), 0, line.size());
        out.flush();
      }
      line.reset();
    }
  }
}
