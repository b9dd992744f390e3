package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.files.FileServer;
import dev.jerboa.testkit.TestContext;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TftpConfigTest {
  private static TftpConfig config(String host, int port) {
    return new TftpConfig(Optional.of(host), port, Optional.of("/srv"), Optional.of(true));
  }

  @Test
  void theKeysAreThoseOfJumpstarter() {
    assertEquals(
        List.of("host", "port", "rootDir", "removeCreatedOnClose"),
        Arrays.stream(TftpConfig.class.getRecordComponents()).map(c -> c.getName()).toList());
  }

  @Test
  void thePortIs69UnlessSaidOtherwise() {
    Default port = TftpConfig.class.getRecordComponents()[1].getAnnotation(Default.class);
    assertEquals("69", port.value());
  }

  @Test
  void aHostIsOneAddress() {
    assertEquals(Optional.of(Inet4Address.ofLiteral("10.0.0.5")), config("10.0.0.5", 0).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0"})
  void noHostIsEveryAddress(String host) {
    assertEquals(Optional.empty(), config(host, 69).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10", "10.1", "1.2.3.4.5", "256.1.1.1", "::1", "10.0.0.5 "})
  void whatIsNoAddressIsRefusedByName(String host) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> config(host, 69));
    assertTrue(e.getMessage().contains("'" + host + "'"), e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void aPortHas16Bits(int port) {
    assertThrows(IllegalArgumentException.class, () -> config("", port));
  }

  @Test
  void theModuleProvidesTheFactory() {
    List<String> providers =
        TftpFactory.class.getModule().getDescriptor().provides().stream()
            .filter(p -> p.service().equals(DriverFactory.class.getName()))
            .flatMap(p -> p.providers().stream())
            .toList();
    assertEquals(List.of(TftpFactory.class.getName()), providers);
  }

  @Test
  void theTypeHasTheNamesThatJumpstarterUsesToo() {
    TftpFactory factory = new TftpFactory();
    assertEquals("tftp", factory.type());
    assertEquals(
        Set.of("jumpstarter_driver_tftp.driver.Tftp", "jumpstarter_driver_tftp.driver.TftpServer"),
        factory.aliases());
    assertEquals(List.of(), factory.children());
  }

  @Test
  void theDriverIsAFileServer() {
    try (Driver driver =
        new TftpFactory().create(config("", 69), TestContext.in(Path.of("")).at("dut.tftp"))) {
      assertInstanceOf(FileServer.class, driver);
    }
  }
}
