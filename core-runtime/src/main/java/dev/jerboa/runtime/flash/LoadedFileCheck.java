package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.BootPlan.BootFile;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Compares what U-Boot has in memory with the file it was to load: length, and CRC-32. */
final class LoadedFileCheck {
  /** U-Boot cmd/mem.c prints {@code crc32 for 42000000 ... 43ffffff ==> 0a1b2c3d}. */
  private static final Pattern CRC = Pattern.compile("==> ([0-9a-f]{8})");

  /** U-Boot net/net.c prints {@code Bytes transferred = 33554432 (2000000 hex)}. */
  private static final Pattern SIZE =
      Pattern.compile("Bytes transferred = \\d+ \\(([0-9a-f]+) hex\\)");

  private static final Duration CRC_WAIT = Duration.ofMinutes(1);

  private LoadedFileCheck() {}

  /**
   * Returns what differs, if anything does.
   *
   * @param told what U-Boot printed while it loaded the file
   */
  static Optional<JerboaException> difference(
      FlashRun run, BootFile file, ByteSource content, String told) throws InterruptedException {
    Bootloader uboot = run.get(Part.BOOTLOADER);
    String size = Long.toHexString(content.size());
    String loaded = sizeOf(told);
    if (!loaded.equals(size)) { // the line may have damaged it
      loaded = uboot.env("filesize", run.deadline(CRC_WAIT)).orElse("nothing");
    }
    if (!loaded.equals(size)) {
      return Optional.of(differs(file, "0x" + loaded + " bytes instead of 0x" + size));
    }
    Optional<String> crc = crcOf(uboot, file.address(), size, run);
    String expected = "%08x".formatted(crcOf(content));
    return crc.filter(actual -> !actual.equals(expected))
        .map(actual -> differs(file, "CRC-32 " + actual + " instead of " + expected));
  }

  private static String sizeOf(String told) {
    Matcher matcher = SIZE.matcher(told);
    return matcher.find() ? matcher.group(1) : "nothing";
  }

  /** Returns nothing where this U-Boot has no {@code crc32} command. */
  private static Optional<String> crcOf(Bootloader uboot, String address, String size, FlashRun run)
      throws InterruptedException {
    try {
      CommandResult result = uboot.run("crc32 " + address + " " + size, run.deadline(CRC_WAIT));
      Matcher matcher = CRC.matcher(result.output());
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (JerboaException e) {
      if (!e.code().equals("bootloader.unknown-command")) {
        throw e;
      }
      run.note("this U-Boot has no crc32 command: only the length of loaded files is checked");
      return Optional.empty();
    }
  }

  private static long crcOf(ByteSource content) throws InterruptedException {
    CRC32 crc = new CRC32();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    try {
      for (long at = 0; at < content.size(); at += buffer.limit()) {
        buffer.clear();
        if (content.read(at, buffer) < 0) {
          throw new IOException("the file is shorter than it was");
        }
        crc.update(buffer.flip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return crc.getValue();
  }

  private static JerboaException differs(BootFile file, String how) {
    return JerboaException.of(
            ErrorClass.BOOTLOADER,
            "loaded-differs",
            "%s in the board's memory at %s is not the file that was sent: %s"
                .formatted(file.name(), file.address(), how))
        .hint("Check the network and the board's memory; a smaller tftp windowsize may help.")
        .retryable();
  }
}
