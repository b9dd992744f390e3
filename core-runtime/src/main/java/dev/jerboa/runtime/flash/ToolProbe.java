package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.runtime.transfer.FetchingShell;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what the flasher OS can do with a target, by doing it on a small scale. */
final class ToolProbe {
  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final String MEMORY = "memory ";
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +(\\d{1,15}) kB");

  /** In KiB: each stream may fill 6 MiB of the kernel's, beside its programs (tcp(7), tcp_rmem). */
  private static final long ROOM_FOR_TWO = 96 << 10;

  private final List<String> found;

  /** Understands what {@link #question} has printed. */
  ToolProbe(String answer) {
    this.found = answer.lines().map(String::strip).toList();
  }

  /** Asks the board. */
  static BoardTools of(BlockDevice device, FlashRun run) throws InterruptedException {
    String answer =
        run.get(FetchingShell.PART).agreed(question(device.path()), run.deadline(SHORT)).output();
    ToolProbe probe = new ToolProbe(answer);
    if (run.request().verify() && probe.digest().isEmpty()) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "no-digest",
              "The flasher OS has neither sha256sum nor sha512sum to verify with")
          .hint(
              "Use a bundle whose initramfs has one, or --no-verify, which the report will tell.");
    }
    return probe.tools();
  }

  BoardTools tools() {
    return new BoardTools(
        found.contains("write"),
        found.contains("read"),
        found.contains("blocks"),
        digest().orElse(DigestAlgorithm.SHA_256),
        processors(),
        writers(),
        memory());
  }

  /**
   * Opening with O_DIRECT and moving one page shows what this dd, kernel and driver can do. The
   * digests run a race over a file in memory, if that is possible, so that the fastest is told
   * first; one over nothing, before it, only loads their programs.
   */
  static String question(String path) {
    return """
        can() { dd bs=4096 $1 $2 $3 $4 2>/dev/null && echo $5; }
        can if=/dev/null of=%s conv=notrunc oflag=direct write
        can if=%s of=/dev/null count=1 iflag=direct read
        can if=/dev/null of=/dev/null count=1 iflag=fullblock blocks
        grep -c ^processor /proc/cpuinfo
        grep -s ^MemAvailable: /proc/meminfo
        fill() { dd if=/dev/zero of=$1/jb bs=1M count=$2 2>/dev/null || { rm -f $1/jb; false; }; }
        memory() { grep -q " $1 tmpfs " /proc/mounts && fill $1 16 && m=$1; }
        memory /tmp || memory /dev/shm || memory /run
        digest() { $1 <$2 >/dev/null 2>&1 && echo $1; }
        race() { digest sha512sum $1 & digest sha256sum $1 & wait; }
        [ "$m" ] && echo memory $m && fill $m 4 && race /dev/null >/dev/null && race $m/jb
        [ "$m" ] && rm $m/jb
        digest sha256sum /dev/null
        digest sha512sum /dev/null
        """
        .formatted(path, path);
  }

  private Optional<DigestAlgorithm> digest() {
    return found.stream()
        .flatMap(
            line ->
                Arrays.stream(DigestAlgorithm.values())
                    .filter(algorithm -> algorithm.command().equals(line)))
        .findFirst();
  }

  private int processors() {
    return found.stream()
        .filter(line -> line.matches("[1-9]\\d{0,3}"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(1);
  }

  private int writers() {
    return found.stream()
            .map(AVAILABLE::matcher)
            .filter(Matcher::matches)
            .anyMatch(room -> Long.parseLong(room.group(1)) >= ROOM_FOR_TWO)
        ? 2
        : 1;
  }

  private Optional<String> memory() {
    return found.stream()
        .filter(line -> line.startsWith(MEMORY))
        .map(line -> line.substring(MEMORY.length()))
        .findFirst();
  }
}
