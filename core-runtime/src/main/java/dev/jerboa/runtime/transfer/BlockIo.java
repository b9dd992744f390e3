package dev.jerboa.runtime.transfer;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes and reads ranges of the target with {@code dd}.
 *
 * <p>In large direct requests; while the device is busy, the kernel receives what comes next.
 */
public final class BlockIo {
  static final long PAGE = 4096;

  private static final long MIB = 1 << 20;
  private static final long SLOWEST_BYTES_PER_SECOND = 256 << 10;
  private static final Duration FLUSH = Duration.ofMinutes(20);
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Pattern BYTES = Pattern.compile("(?m)^(\\d+) bytes");
  private static final Pattern RECORDS = Pattern.compile("(?m)^(\\d+)\\+(\\d+) records out");
  private static final Pattern DEVICE_ERROR =
      Pattern.compile(
          "(?im)^.*(input/output error|i/o error|no space left|no such device|read-only).*$");
  private static final Pattern DIGEST = Pattern.compile("(?m)^([0-9a-f]{64}|[0-9a-f]{128})\\b");

  private final FlashRun run;
  private final Shell shell;
  private final BlockDevice device;
  private final BoardTools tools;
  private final Download download;
  private final String file;
  private boolean prepared;

  /**
   * Reaches the target of the current image.
   *
   * @param file the name under which the image is served
   */
  public BlockIo(FlashRun run, String file) {
    this.run = run;
    this.shell = run.get(Part.SHELL);
    this.device = run.get(Part.TARGET);
    this.tools = run.get(Part.TOOLS);
    this.download = run.get(Download.PART);
    this.file = file;
  }

  /** A write that did not do all it should, and may be repeated. */
  public record Shortfall(String reason) {}

  /** Makes failures of any part of a pipe visible, in shells that know how. */
  private void preparePipes() throws InterruptedException {
    if (prepared) {
      return;
    }
    prepared = true;
    CommandResult result =
        shell.run("(set -o pipefail) 2>/dev/null && set -o pipefail", run.deadline(LEAST));
    if (!result.ok()) {
      run.note("this shell has no pipefail; transfers are judged by their length");
    }
  }

  /**
   * Pulls a range of the image onto the device.
   *
   * @return what is wrong with the transfer, or nothing
   * @throws JerboaException of class {@code TARGET} if the device refuses
   */
  public Optional<Shortfall> write(long offset, long length) throws InterruptedException {
    preparePipes();
    String pull = download.typed("%s/%d-%d".formatted(file, offset, length)) + " | ";
    CommandResult result = shell.run(pull + store(offset, length), deadline(length));
    refuseDeviceError(result, "write", offset, length);
    long written = written(result.output(), length);
    if (result.ok() && written == length) {
      return Optional.empty();
    }
    return Optional.of(
        new Shortfall(
            "%d of %d bytes came, status %d: %s"
                .formatted(
                    written,
                    length,
                    result.status(),
                    result.output().lines().findFirst().orElse(""))));
  }

  /** What dd says it wrote; a small busybox counts whole and partial blocks only. */
  private static long written(String output, long length) {
    Matcher bytes = BYTES.matcher(output);
    if (bytes.find()) {
      return Long.parseLong(bytes.group(1));
    }
    Matcher records = RECORDS.matcher(output);
    if (!records.find()) {
      return 0;
    }
    long block = length % PAGE == 0 ? MIB : PAGE;
    long whole = Long.parseLong(records.group(1)) * block;
    boolean partial = records.group(2).equals("1");
    return partial && whole == length / block * block ? length : whole;
  }

  private String store(long offset, long length) {
    if (!tools.wholeBlocks()) {
      return "dd of=%s bs=%d seek=%d conv=notrunc,fsync"
          .formatted(device.path(), PAGE, offset / PAGE);
    }
    if (length % PAGE != 0) {
      // A piece of a page cannot be written past the cache.
      return "dd of=%s bs=%d seek=%d iflag=fullblock conv=notrunc,fsync"
          .formatted(device.path(), PAGE, offset / PAGE);
    }
    String flags = tools.directWrite() ? "oflag=direct conv=notrunc" : "conv=notrunc,fsync";
    return "dd of=%s bs=1M seek=%d iflag=fullblock %s"
        .formatted(device.path(), offset / MIB, flags);
  }

  /**
   * Returns the command that has a device write its own cache to the medium, which {@code sync}
   * alone does not do behind direct writes: {@code fsync} on the node sends it a flush (Linux
   * block/fops.c).
   */
  static String flushing(BlockDevice device) {
    return "dd if=/dev/null of=%s count=0 conv=notrunc,fsync".formatted(device.path());
  }

  /** Has everything that was written reach the medium. */
  public void flush() throws InterruptedException {
    CommandResult result = shell.run("sync && " + flushing(device), run.deadline(FLUSH));
    refuseDeviceError(result, "flush", 0, device.size());
    if (!result.ok()) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "flush",
              "%s cannot be flushed, status %d: %s"
                  .formatted(device.path(), result.status(), result.output()))
          .hint("Use a flasher OS whose dd knows conv=fsync.");
    }
  }

  /** Returns the digests of segments as they lie on the device, in order. */
  public List<String> digests(List<Segment> segments) throws InterruptedException {
    dropCacheUnlessDirect();
    StringBuilder command = new StringBuilder();
    long bytes = 0;
    for (Segment segment : segments) {
      command.append(read(segment)).append(" | %s && ".formatted(tools.algorithm().command()));
      bytes += segment.length();
    }
    CommandResult result = shell.run(command + "true", deadline(bytes));
    Segment first = segments.getFirst();
    refuseDeviceError(result, "read", first.offset(), bytes);
    return DIGEST.matcher(result.output()).results().map(m -> m.group(1)).toList();
  }

  /** Returns the digest of one segment as it lies on the device, or a word if it did not come. */
  public String digest(Segment segment) throws InterruptedException {
    List<String> digests = digests(List.of(segment));
    return digests.isEmpty() ? "unreadable" : digests.getFirst();
  }

  /** Returns whether a digest is that of the segment. */
  public boolean proves(String digest, Segment segment) {
    return digest.equals(segment.digest().by(tools.algorithm()));
  }

  /** A direct read needs nothing: the kernel passes its cache by (open(2), O_DIRECT). */
  void dropCacheUnlessDirect() throws InterruptedException {
    if (tools.directRead()) {
      return;
    }
    boolean dropped = shell.run("sync; echo 3 >/proc/sys/vm/drop_caches", run.deadline(LEAST)).ok();
    if (!dropped) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "cached",
              "The flasher OS can neither read past its cache nor drop it")
          .hint("Use a flasher OS with a full dd, or --no-verify, which the report will tell.");
    }
  }

  private String read(Segment segment) {
    String flags = tools.directRead() ? "iflag=direct" : "";
    long offset = segment.offset();
    long length = segment.length();
    if (length % PAGE != 0) {
      return "dd if=%s bs=%d skip=%d count=1 %s | dd bs=1 count=%d 2>/dev/null"
          .formatted(device.path(), PAGE, offset / PAGE, flags, length);
    }
    String whole =
        "dd if=%s bs=1M skip=%d count=%d %s"
            .formatted(device.path(), offset / MIB, length / MIB, flags);
    if (length % MIB == 0) {
      return whole;
    }
    String rest =
        "dd if=%s bs=%d skip=%d count=%d %s"
            .formatted(
                device.path(),
                PAGE,
                (offset + length / MIB * MIB) / PAGE,
                length % MIB / PAGE,
                flags);
    return length < MIB ? rest : "{ " + whole + "; " + rest + "; }";
  }

  Deadline deadline(long bytes) {
    return run.deadline(LEAST.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND));
  }

  private void refuseDeviceError(CommandResult result, String verb, long offset, long length) {
    Matcher error = DEVICE_ERROR.matcher(result.output());
    if (error.find()) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "io-error",
              "%s failed to %s bytes %d to %d: %s"
                  .formatted(device.path(), verb, offset, offset + length, error.group().strip()))
          .hint("The medium may be worn or badly seated: try another card.")
          .retryable();
    }
  }
}
