package dev.jerboa.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Written;
import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueTextTest {
  @Test
  void aFlashIsOneLineThatSaysWhetherItWasVerified() {
    assertEquals(
        "flashed and verified: os.img, 2,000 bytes on /dev/vda (disk) in 12.3 s, power off",
        ValueText.of(report(true)));
    assertTrue(ValueText.of(report(false)).startsWith("flashed, UNVERIFIED: os.img"));
  }

  private static FlashReport report(boolean verified) {
    BlockDevice device = new BlockDevice("disk", Optional.empty(), "/dev/vda", 4000);
    return new FlashReport(
        verified,
        List.of(new Written(Path.of("images/os.img"), "00", 2000, device, verified ? 1 : 0, 0)),
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
    assertEquals("3.0 s", ValueText.of(Duration.ofSeconds(3)));
  }

  @Test
  void whatABoardHasSentCannotControlTheTerminal() {
    assertEquals("a\\x1b[2Jb\nc", ValueText.of("a\u001b[2Jb\r\nc"));
  }

  @Test
  void aLongTextIsCut() {
    assertTrue(ValueText.of("x".repeat(30_000)).endsWith("x... (10000 more characters)"));
  }
}
