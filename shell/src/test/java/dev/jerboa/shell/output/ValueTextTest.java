package dev.jerboa.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Written;
import dev.jerboa.api.flash.WriteSummary;
import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueTextTest {
  @Test
  void aFlashIsAShortTableThatSaysWhetherItWasVerified() {
    assertEquals(
        """
        Flashed and verified
          image   os.img, 2,000 bytes
          written 1,200 bytes; 800 bytes are free and were skipped
          device  /dev/vda (disk)
          time    12.3 s
          power   off""",
        ValueText.of(report(true)));
    assertTrue(ValueText.of(report(false)).startsWith("Flashed, UNVERIFIED\n"));
  }

  private static FlashReport report(boolean verified) {
    BlockDevice device = new BlockDevice("disk", Optional.empty(), "/dev/vda", 4000);
    return new FlashReport(
        verified,
        List.of(
            new Written(
                Path.of("images/os.img"),
                "00",
                2000,
                device,
                verified ? 1 : 0,
                0,
                verified ? Optional.of(DigestAlgorithm.SHA_256) : Optional.empty(),
                new WriteSummary(1200, 0, 800, List.of()))),
        1,
        List.of(),
        Duration.ofMillis(12_300),
        PowerState.OFF,
        Path.of("transcript"));
  }

  @Test
  void valuesAreWrittenAsPeopleReadThem() {
    assertEquals("null", ValueText.of(null));
    assertEquals("on", ValueText.of(Optional.of(PowerState.ON)));
    assertEquals("nothing", ValueText.of(Optional.empty()));
    assertEquals("[a, b]", ValueText.of(new String[] {"a", "b"}));
    assertEquals("3 s", ValueText.of(Duration.ofSeconds(3)));
    assertEquals("350 ms", ValueText.of(Duration.ofMillis(350)));
    assertEquals("1 min 5 s", ValueText.of(Duration.ofSeconds(65)));
    assertEquals("2 h 1 s", ValueText.of(Optional.of(Duration.ofSeconds(7201))));
    assertEquals("-1 min", ValueText.of(Duration.ofMinutes(-1)));
    assertEquals("[on, 2.5 s]", ValueText.of(List.of(PowerState.ON, Duration.ofMillis(2500))));
  }

  @Test
  void whatABoardHasSentCannotControlTheTerminal() {
    assertEquals("a\\x1b[2Jb\nc", ValueText.of("a\u001b[2Jb\r\nc"));
  }

  @Test
  void aLongTextIsCut() {
    String note = "... (10,000 more characters; System.out.println shows all)";
    assertEquals("x".repeat(20_000) + "\n" + note, ValueText.of("x".repeat(30_000)));
    String lines = ValueText.of("line\n".repeat(1000));
    assertEquals(101, lines.lines().count());
    assertTrue(lines.endsWith("line\n... (4,501 more characters; System.out.println shows all)"));
  }
}
