package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The shell script of one round: some segments are read and digested while others are written.
 *
 * <p>Everything is inside a function that the last line calls, so that a script that was cut on its
 * way does nothing. The digests are printed as {@code vNUMBER DIGEST}, counted from 0, and those of
 * the pieces of a segment that differs as {@code vNUMBER.PIECE DIGEST}; {@code u SECONDS}, the time
 * since the board has started, comes before and after the writing. The exit status is {@link #DONE}
 * only if the script has come to its end and all was written: a script that never came has 0.
 */
final class RoundScript {
  /** Neither a shell nor a client has this status (curl(1), EXIT CODES). */
  static final int DONE = 120;

  private static final Pattern UPTIME = Pattern.compile("(?m)^u (\\d{1,9})\\.(\\d\\d)\\b");

  private static final int MOST_READERS = 4;

  /**
   * So many more segments may differ than are equal, of those that one reader reads, before it does
   * not look at the pieces any more: reading twice is worth it only where little differs.
   */
  private static final int CREDIT = 2;

  private static final long MIB = 1 << 20;
  private static final long PAGE = BlockIo.PAGE;

  private final BlockDevice device;
  private final BoardTools tools;
  private final StringBuilder text = new StringBuilder();

  RoundScript(BlockDevice device, BoardTools tools) {
    this.device = device;
    this.tools = tools;
  }

  /**
   * What is written from one stream.
   *
   * @param extents not empty
   * @param fetch the command that prints those of them that hold data
   * @param mark the line that comes behind these
   */
  record Write(List<Extent> extents, String fetch, String mark) {
    private boolean hasData() {
      return extents.stream().anyMatch(extent -> !extent.zero());
    }
  }

  /** Writes the script. */
  String text(List<Segment> reads, List<Write> writes) {
    functions();
    for (int i = 0; i < writes.size(); i++) {
      line("w%d() {".formatted(i));
      write(writes.get(i));
      line("}");
    }
    line("main() {");
    line("c=" + CREDIT);
    for (int job = 0; job < Math.min(readers(), reads.size()); job++) {
      line("{");
      for (int i = job; i < reads.size(); i += readers()) {
        read(i, reads.get(i), job);
      }
      line("} &");
    }
    line("s=0");
    if (!writes.isEmpty()) {
      play(writes.size());
    }
    line("wait");
    line("[ $s = 0 ] && s=" + DONE);
    line("return $s");
    line("}");
    line("main");
    return text.toString();
  }

  /** Returns how long the board has written; a time that the console has damaged helps nobody. */
  static Optional<Duration> took(String output) {
    List<Long> times =
        UPTIME
            .matcher(output)
            .results()
            .map(time -> Long.parseLong(time.group(1)) * 1000 + Long.parseLong(time.group(2)) * 10)
            .toList();
    return times.size() == 2
        ? Optional.of(Duration.ofMillis(times.getLast() - times.getFirst()))
        : Optional.empty();
  }

  /** The last stream needs no process of its own. */
  private void play(int writes) {
    line("u");
    for (int i = 0; i < writes - 1; i++) {
      line("w%d & p%d=$!".formatted(i, i));
    }
    line("w%d; s=$?".formatted(writes - 1));
    for (int i = 0; i < writes - 1; i++) {
      line("wait $p%d || s=$?".formatted(i));
    }
    line("[ $s = 0 ] && { f; s=$?; }");
    line("u");
  }

  /** Digests keep a processor busy each; more readers than these only disturb each other. */
  private int readers() {
    return Math.min(MOST_READERS, tools.processors());
  }

  private void functions() {
    String input = tools.directRead() ? "iflag=direct" : "";
    String output = tools.directWrite() ? "oflag=direct conv=notrunc" : "conv=notrunc";
    line("(set -o pipefail) 2>/dev/null && set -o pipefail");
    line("b() { dd if=" + device.path() + " bs=$1 skip=$2 count=$3 " + input + " 2>/dev/null; }");
    line(
        "w() { dd of=%s bs=$1 seek=$2 count=$3 iflag=fullblock %s; }"
            .formatted(device.path(), output));
    line(
        "z() { dd if=/dev/zero of=%s bs=$1 seek=$2 count=$3 %s; }"
            .formatted(device.path(), output));
    line("f() { %s 2>/dev/null; }".formatted(BlockIo.flushing(device)));
    line("u() { read -r t x </proc/uptime && echo u $t; }");
    // the digest that is expected comes before the one that was found, which may be missing
    line("d() {");
    line("echo v$1 $3");
    line("[ \"$3\" = $2 ] && c=$((c+1)) && return 1");
    line("[ $c -gt 0 ] && c=$((c-1))");
    line("}");
  }

  /** Each line is printed at once, so that two readers do not mix theirs. */
  private void read(int number, Segment segment, int job) {
    String tell = "d %d %s".formatted(number, segment.digest().by(tools.algorithm()));
    String whole = told(tell, segment.offset(), segment.length(), job);
    List<Extent> pieces = Extent.pieces(segment);
    if (pieces.size() == 1) {
      line(whole);
      return;
    }
    line(whole + " && {");
    for (int i = 0; i < pieces.size(); i++) {
      String tellPiece = "echo v%d.%d".formatted(number, i);
      line(told(tellPiece, pieces.get(i).offset(), pieces.get(i).length(), job));
    }
    line("}");
  }

  /**
   * Digests by way of a file in memory where there is one, since a pipe costs a small processor as
   * much as the digest.
   *
   * @param command gets the digest as its last words
   */
  private String told(String command, long offset, long length, int job) {
    String parts = "{ " + String.join("; ", parts("b", offset, length)) + "; }";
    String sum = tools.algorithm().command();
    return tools
        .memory()
        .map(folder -> "%s/jb%d".formatted(folder, job))
        .map(file -> "%s >%s; %s $(%s <%s)".formatted(parts, file, command, sum, file))
        .orElse("%s $(%s | %s)".formatted(command, parts, sum));
  }

  private void write(Write write) {
    line(write.hasData() ? write.fetch() + " 2>/dev/null | {" : "{");
    for (Extent extent : write.extents()) {
      for (String part : parts(extent.zero() ? "z" : "w", extent.offset(), extent.length())) {
        line("%s 2>/dev/null &&".formatted(part));
      }
    }
    line(write.hasData() ? "read -r e && [ \"$e\" = " + write.mark() + " ]" : "true");
    line("}");
  }

  /** Cuts a range into calls whose position is a multiple of their block size. */
  private static List<String> parts(String function, long offset, long length) {
    long whole = length / MIB;
    long rest = length % MIB;
    String first = "%s 1M %d %d".formatted(function, offset / MIB, whole);
    long restAt = (offset + whole * MIB) / PAGE;
    String second = "%s %d %d %d".formatted(function, PAGE, restAt, rest / PAGE);
    if (rest == 0) {
      return List.of(first);
    }
    return whole == 0 ? List.of(second) : List.of(first, second);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
