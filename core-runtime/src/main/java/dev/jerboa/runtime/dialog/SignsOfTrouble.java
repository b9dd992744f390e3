package dev.jerboa.runtime.dialog;

import static dev.jerboa.api.ErrorClass.BOOTLOADER;
import static dev.jerboa.api.ErrorClass.CONSOLE;
import static dev.jerboa.api.ErrorClass.TARGET;

import dev.jerboa.api.dialog.Expect.Bad;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a board prints when something has gone wrong, and what it means. */
public final class SignsOfTrouble {
  private static final String POWER_HINT =
      "Check the power supply, the watchdog and whether somebody else switched the board.";

  /** Signs that the board has started again on its own (U-Boot: common/board_f.c, autoboot.c). */
  private static final List<Bad> RESET =
      List.of(
          reset("U-Boot SPL 20\\d\\d"), reset("\\nDRAM: "), reset("Hit any key to stop autoboot"));

  /**
   * A sign that U-Boot's network card is stuck: some drivers do not recover from more packets than
   * they have buffers for. Each T is a time-out, each # some blocks (net/tftp.c).
   */
  private static final Bad STALLED =
      new Bad(
          Pattern.compile("#\\s*(?:T ){15}"),
          BOOTLOADER,
          "tftp-stalled",
          "U-Boot hears nothing more of the TFTP server in the middle of a file",
          "Check the network between board and exporter.",
          true);

  /** Signs of a Linux that will not go on (kernel/panic.c, mm/oom_kill.c). */
  private static final List<Bad> LINUX =
      List.of(
          new Bad(
              Pattern.compile("Kernel panic - not syncing[^\\n]*\\n"),
              BOOTLOADER,
              "kernel-panic",
              "The kernel panicked",
              "Check that kernel, initramfs and device tree fit the board.",
              true),
          new Bad(
              Pattern.compile("Out of memory: Kill(ed)? process[^\\n]*\\n"),
              TARGET,
              "out-of-memory",
              "The board ran out of memory",
              "Use a system that needs less, such as one with a smaller initramfs.",
              false));

  /** Signs that U-Boot refused to start the kernel (boot/bootm.c, arch/arm/lib/image.c). */
  private static final List<Bad> BOOT_REFUSED =
      Stream.of(
              "Bad Linux [^\\n]*magic!",
              "ERROR: Did not find a cmdline Flattened Device Tree",
              "Wrong Image Format for [^\\n]*",
              "Bad (Data|Header) (CRC|Hash)[^\\n]*",
              "FDT and ATAGS support not compiled in",
              "### ERROR ### Please RESET the board ###")
          .map(
              sign ->
                  new Bad(
                      Pattern.compile(sign),
                      BOOTLOADER,
                      "boot-refused",
                      "U-Boot refused to start the flasher OS",
                      "Check bootcmd, the load addresses and the files of the bundle.",
                      false))
          .toList();

  private SignsOfTrouble() {}

  /** While U-Boot's prompt is in use. */
  static List<Bad> inBootloader() {
    return Stream.concat(RESET.stream(), Stream.of(STALLED)).toList();
  }

  /**
   * While a board starts from its own disk: resets are part of that, and what is wrong is the
   * system's fault.
   */
  public static List<Pattern> whileStarting() {
    return Stream.of(LINUX, BOOT_REFUSED).flatMap(List::stream).map(Bad::pattern).toList();
  }

  /** While the flasher OS comes up. */
  static List<Bad> whileBooting() {
    return Stream.of(RESET, LINUX, BOOT_REFUSED).flatMap(List::stream).toList();
  }

  /** While the flasher OS runs. */
  static List<Bad> inLinux() {
    return Stream.of(RESET, LINUX).flatMap(List::stream).toList();
  }

  private static Bad reset(String sign) {
    return new Bad(
        Pattern.compile(sign),
        CONSOLE,
        "board-reset",
        "The board has reset in the middle of its work",
        POWER_HINT,
        true);
  }
}
