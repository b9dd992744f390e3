package dev.jerboa.flasher.ti.j784s4;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a flash makes of faults; each row says to which fault of the catalogue it belongs. */
@Execution(ExecutionMode.CONCURRENT)
class J784s4FaultsTest {
  private static final String TOOLS =
      "tools: [curl, wget, sha256sum, stty, dmesg, date, udhcpc, ip, dd-direct, dd-fullblock, pipefail]";

  @TempDir Path folder;

  @Tag("S2")
  @Tag("S16")
  @Tag("U1")
  @Tag("U2")
  @Tag("U7")
  @Tag("U10")
  @Tag("W7p")
  @Tag("D3")
  @Tag("D5")
  @Tag("D6")
  @Tag("D12")
  @Tag("H1")
  @ParameterizedTest(name = "{0}: {1} ends with {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S2      | {fault: unplug, at: 3000}                         | console.lost
          S2      | {fault: unplug, at: 5000}                         | console.lost
          S16     | {fault: panic}                                    | bootloader.kernel-panic
          U1      | {fault: no-prompt}                                | bootloader.no-prompt
          U1      | {fault: silence, at: 1}                           | bootloader.silent
          U2      | {fault: no-stop}                                  | bootloader.not-interruptible
          U7      | {fault: no-dhcp}                                  | bootloader.dhcp
          U10     | {fault: tftp-timeout, at: 100000}                 | bootloader.tftp
          U10     | {fault: tftp-not-found}                           | bootloader.tftp-not-found
          U10     | {fault: bad-memory, at: 5}                        | bootloader.loaded-differs
          W7p D12 | {fault: reset, command: 1}                        | console.board-reset
          D3      | {fault: read-only, disk: mmcblk0}                 | target.read-only
          D4      | {fault: too-small, disk: mmcblk0, at: 1048576}    | image.too-large
          D5      | {fault: write-error, disk: mmcblk0, at: 1500000}  | target.io-error
          D5      | {fault: read-error, disk: mmcblk0, at: 1500000}   | target.io-error
          D6      | {fault: bit-flip, disk: mmcblk0, at: 2000000}     | verify.mismatch
          D6      | {fault: lost-write, disk: mmcblk0, at: 3154500}   | verify.mismatch
          H1      | {fault: cut-download, at: 1000000}                | target.transfer
          """)
  void endsWithThisErrorAndThePowerOff(String id, String faults, String code) {
    try (Bench bench = Bench.withFaults(folder, faults)) {
      JerboaException error = assertThrows(JerboaException.class, bench::flash);
      assertEquals(code, error.code(), error::getMessage);
      assertTrue(!error.hint().isEmpty());
      assertEquals(PowerState.OFF, bench.board().read());
      assertEquals(1, bench.board().starts());
    }
  }

  @Tag("S4")
  @Tag("S5")
  @Tag("S6")
  @Tag("S7")
  @Tag("U1")
  @Tag("U7")
  @Tag("U10")
  @Tag("T8")
  @Tag("D1")
  @Tag("D6")
  @Tag("H1")
  @ParameterizedTest(name = "{0}: {1} is overcome, {2} rewritten")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S4  | {fault: drop, direction: to-board, every: 211, times: 2, command: 3} | 0
          S4  | {fault: drop, direction: from-board, every: 211, times: 2, command: 3} | 0
          S5  | {fault: duplicate, direction: to-board, every: 211, times: 2, command: 3} | 0
          S5  | {fault: duplicate, direction: from-board, every: 211, times: 2, command: 3} | 0
          S6  | {fault: change, direction: to-board, every: 211, times: 2, command: 3} | 0
          S6  | {fault: change, direction: from-board, every: 211, times: 2, command: 3} | 0
          S7  | {fault: kernel-line, command: 2, at: 1}                      | 0
          S7  | {fault: kernel-line, command: 5, at: 30}                     | 0
          S7  | {fault: kernel-line, command: 4, at: 43}                     | 0
          S7  | {fault: kernel-line, command: 6, at: 62}                     | 0
          U1  | {fault: slow-prompt, after: 2s}                              | 0
          U7  | {fault: no-dhcp, times: 2}                                   | 0
          U10 | {fault: tftp-timeout, at: 100000, times: 1}                  | 0
          U10 | {fault: bad-memory, at: 5, times: 1}                         | 0
          T8  | {fault: few-buffers, at: 2}                                  | 0
          D1  | {fault: late-disk, disk: mmcblk0, after: 2s}                 | 0
          D6  | {fault: bit-flip, disk: mmcblk0, at: 2000000, times: 1}      | 1
          D6  | {fault: lost-write, disk: mmcblk0, at: 3154500, times: 1}    | 1
          H1  | {fault: cut-download, at: 1000000, times: 1}                 | 0
          """)
  void isOvercome(String id, String faults, int rewritten) {
    try (Bench bench = Bench.withFaults(folder, faults)) {
      FlashReport report = bench.flash();
      assertTrue(report.verified());
      assertEquals(1, report.attempts());
      assertEquals(rewritten, report.written().getFirst().rewritten());
      assertArrayEquals(Bench.image(), bench.disk("emmc"));
      assertEquals(PowerState.OFF, bench.board().read());
    }
  }

  @Test
  @Tag("T8")
  void aWindowThatTheBoardHasNoRoomForIsNotTriedAgain() {
    try (Bench bench = Bench.withFaults(folder, "{fault: few-buffers, at: 2}")) {
      assertTrue(bench.flash().verified());
      assertTrue(bench.notes().contains("no room for 4 blocks"), bench::notes);
      bench.events().clear();
      assertTrue(bench.flash().verified());
      assertEquals(
          "", bench.notes().lines().filter(note -> note.startsWith("loading")).collect(joining()));
      assertTrue(bench.transcript().contains("setenv tftpwindowsize 1;"));
    }
  }

  @Tag("S4")
  @Tag("S5")
  @Tag("S6")
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S4  | {fault: drop, probability: 0.001, seed: 1}
          S5  | {fault: duplicate, probability: 0.001, seed: 1}
          S6  | {fault: change, probability: 0.001, seed: 1}
          """)
  void aLineThatDamagesOneInAThousandIsOvercome(String id, String faults) {
    try (Bench bench = Bench.withFaults(folder, faults)) {
      assertTrue(bench.flash().verified());
    }
  }

  @Tag("S2")
  @Tag("S16")
  @Tag("D12")
  @ParameterizedTest(name = "{0}: {1} is overcome by a power cycle")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S2  | {fault: unplug, at: 3000, times: 1}
          S16 | {fault: panic, times: 1}
          D12 | {fault: reset, command: 1, times: 1}
          """)
  void isOvercomeByAPowerCycle(String id, String faults) {
    try (Bench bench = Bench.withFaults(folder, faults)) {
      FlashReport report = bench.flash(options -> options.retries(1));
      assertTrue(report.verified());
      assertEquals(2, report.attempts());
      assertArrayEquals(Bench.image(), bench.disk("emmc"));
    }
  }

  @Tag("D9")
  @ParameterizedTest(name = "without {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sha256sum  | target.no-digest
          curl, wget | target.no-client
          """)
  void anEssentialToolIsMissedBeforeAnythingIsWritten(String missing, String code) {
    try (Bench bench = Bench.in(folder, Map.of(TOOLS, without(missing)))) {
      JerboaException error = assertThrows(JerboaException.class, bench::flash);
      assertEquals(code, error.code(), error::getMessage);
      assertArrayEquals(new byte[Bench.IMAGE_SIZE], bench.disk("emmc"));
      assertEquals(PowerState.OFF, bench.board().read());
    }
  }

  @Tag("D9")
  @Test
  void aBoardIsVerifiedByTheDigestThatItHas() {
    String other = without("sha256sum").replace("curl", "sha512sum, curl");
    try (Bench bench = Bench.in(folder, Map.of(TOOLS, other))) {
      FlashReport report = bench.flash();
      assertEquals(Optional.of(DigestAlgorithm.SHA_512), report.written().getFirst().algorithm());
      assertArrayEquals(Bench.image(), bench.disk("emmc"));
    }
  }

  @Tag("D9")
  @ParameterizedTest(name = "without {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          curl
          dd-direct
          dd-fullblock
          pipefail
          stty, dmesg, date
          """)
  void aToolThatIsNotEssentialIsDoneWithout(String missing) {
    try (Bench bench = Bench.in(folder, Map.of(TOOLS, without(missing)))) {
      assertTrue(bench.flash().verified());
      assertArrayEquals(Bench.image(), bench.disk("emmc"));
    }
  }

  private static String without(String missing) {
    String tools = TOOLS;
    for (String tool : missing.split(", ", -1)) {
      tools = tools.replaceFirst("\\b" + tool + "(, )?", "");
    }
    return tools;
  }

  @Tag("D9")
  @Tag("H1")
  @Test
  void aCutDownloadIsNoticedWithoutPipefail() {
    Map<String, String> changes =
        Map.of(
            TOOLS,
            without("pipefail"),
            "faults: []",
            "faults: [{fault: cut-download, at: 1048576, times: 1}]");
    try (Bench bench = Bench.in(folder, changes)) {
      assertTrue(bench.flash().verified());
      assertTrue(bench.notes().contains("writing again"), bench::notes);
      assertArrayEquals(Bench.image(), bench.disk("emmc"));
    }
  }

  @Tag("U5")
  @Test
  void aUBootWithoutHushIsUsed() {
    try (Bench bench = Bench.in(folder, Map.of("hush: true", "hush: false"))) {
      assertTrue(bench.flash().verified());
      assertTrue(bench.transcript().contains("Unknown command 'jbs="));
    }
  }

  @Tag("U2")
  @Tag("U3")
  @Test
  void aStopTextThatIsNotConfiguredLetsTheKernelStart() {
    try (Bench bench = Bench.in(folder, Map.of("hush: true", "stop_text: tispl"))) {
      JerboaException error = assertThrows(JerboaException.class, bench::flash);
      assertEquals("bootloader.not-interruptible", error.code(), error::getMessage);
    }
  }

  @Tag("U3")
  @Test
  void theStopTextThatIsConfiguredStopsUBoot() {
    Map<String, String> changes =
        Map.of(
            "hush: true", "stop_text: tispl",
            "config: {timeout: 5s}", "config: {timeout: 5s, interrupt: tispl}");
    try (Bench bench = Bench.in(folder, changes)) {
      assertTrue(bench.flash().verified());
    }
  }

  @Tag("D1")
  @Test
  void anAddressOfTwoDisksIsRefused() {
    try (Bench bench = Bench.in(folder, Map.of("4fb0000.mmc", "4f80000.mmc"))) {
      JerboaException error = assertThrows(JerboaException.class, bench::flash);
      assertEquals("target.ambiguous", error.code());
      assertTrue(error.getMessage().contains("mmcblk1"));
      assertArrayEquals(new byte[Bench.IMAGE_SIZE], bench.disk("emmc"));
    }
  }
}
