package dev.jerboa.runtime.console;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** 64 KiB of kernel messages, with the colours that some kernels print, become text. */
@State(Scope.Thread)
public class ConsoleFlood {
  private static final int FLOOD = 64 << 10;
  private static final String LINE =
      "[   42.123456] \u001b[33mmmc0\u001b[0m: new high speed SDHC card at address aaaa\r\n";

  private final byte[] flood =
      LINE.repeat(FLOOD / LINE.length() + 1).substring(0, FLOOD).getBytes(StandardCharsets.US_ASCII);
  private final TextFilter filter = new TextFilter();
  private final StringBuilder text = new StringBuilder(FLOOD);

  @Benchmark
  public int filtered() {
    text.setLength(0);
    filter.accept(flood, flood.length, text);
    return text.length();
  }
}
