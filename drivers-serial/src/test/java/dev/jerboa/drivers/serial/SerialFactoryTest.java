package dev.jerboa.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.driver.DriverFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerialFactoryTest {
  @TempDir Path folder;

  @Test
  void isProvidedByTheModule() {
    assertTrue(
        SerialFactory.class.getModule().getDescriptor().provides().stream()
            .filter(provides -> provides.service().equals(DriverFactory.class.getName()))
            .anyMatch(provides -> provides.providers().contains(SerialFactory.class.getName())));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/ttyUSB0, , false",
    "/dev/ttyUSB0, true, false",
    "/dev/ttyUSB0, false, true",
    "socket://host:23, , true",
    "socket://host:23, true, false",
    "socket://host:23, false, true",
    "unix:serial, , true",
    "unix:serial, true, false",
    "exec:cat, , true",
    "exec:cat, true, false",
    "loop://, , false",
    "loop://, false, false",
  })
  void tellsWhetherTheLineNeedsPower(String url, Boolean checkPresent, boolean needsPower) {
    SerialConfig config =
        new SerialConfig(url, 115200, Optional.empty(), Optional.ofNullable(checkPresent), false);
    assertEquals(needsPower, Fixture.console(config, folder).needsPower());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ttyUSB0",
        "",
        "/",
        "rfc2217://host:23",
        "socket://host",
        "socket://host:0",
        "socket://host:99999",
        "socket://:23",
        "unix:",
        "unix://",
        "exec: ",
        "loop:"
      })
  void refusesOtherUrlsWithTheFormsThatAreKnown(String url) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Fixture.config(url)).getMessage();
    assertTrue(message.contains("'" + url + "'"), message);
    for (String form : List.of("/dev/ttyUSB0", "socket://", "unix:", "exec:", "loop://")) {
      assertTrue(message.contains(form), message);
    }
  }

  @Test
  void refusesRatesThatCannotBe() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SerialConfig("loop://", 0, Optional.empty(), Optional.empty(), false));
    for (double cps : new double[] {-1, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new SerialConfig("loop://", 9600, Optional.of(cps), Optional.empty(), false));
    }
  }

  @Test
  void readsAnAddressOfTcpInBrackets() {
    assertEquals(new SerialUrl.Tcp("::1", 23), SerialUrl.parse("socket://[::1]:23"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a  b|[a, b]",
        "ssh -t 'two words' x|[ssh, -t, two words, x]",
        "a\"b c\"d ''|[ab cd, ]",
        "a\\ b '\\' \"\\\"\\x\"|[a b, \\, \"\\x]",
        "$HOME *|[$HOME, *]",
      })
  void splitsWordsLikeAShell(String line, String words) {
    assertEquals(words, CommandWords.split(line).toString());
  }

  @Test
  void refusesAQuoteThatIsOpen() {
    assertThrows(IllegalArgumentException.class, () -> CommandWords.split("sh -c 'x"));
  }

  @Test
  void loopEchoesAllByteValues() throws Exception {
    byte[] bytes = Fixture.allByteValues(64 * 1024);
    try (ConsoleLink link = Fixture.console("loop://", folder).connect(Deadline.seconds(1))) {
      assertArrayEquals(bytes, Fixture.echo(link, bytes));
    }
  }

  @Test
  void pacesTheCharactersOverSeveralWrites() throws Exception {
    SerialConfig config =
        new SerialConfig("loop://", 115200, Optional.of(1000.0), Optional.empty(), false);
    try (ConsoleLink link = Fixture.console(config, folder).connect(Deadline.seconds(1))) {
      long start = System.nanoTime();
      link.write(new byte[150]);
      link.write(new byte[150]);
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= 250, millis + " ms");
      assertEquals(300, Fixture.read(link, 300).length);
    }
  }

  @Test
  void sendsNoMoreThanAFifoHoldsAtOnce() throws Exception {
    SerialConfig config =
        new SerialConfig("loop://", 115200, Optional.of(100_000.0), Optional.empty(), false);
    try (ConsoleLink link = Fixture.console(config, folder).connect(Deadline.seconds(1))) {
      link.write(new byte[40]);
      byte[] buffer = new byte[100];
      assertEquals(16, link.read(buffer, Fixture.LIMIT));
      assertEquals(16, link.read(buffer, Fixture.LIMIT));
      assertEquals(8, link.read(buffer, Fixture.LIMIT));
    }
  }

  @Test
  void anInterruptEndsAPacedWrite() throws Exception {
    SerialConfig config =
        new SerialConfig("loop://", 115200, Optional.of(1.0), Optional.empty(), false);
    try (ConsoleLink link = Fixture.console(config, folder).connect(Deadline.seconds(1))) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> link.write(new byte[100]));
    }
  }
}
