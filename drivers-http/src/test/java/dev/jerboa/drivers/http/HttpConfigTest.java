package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.driver.DriverFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConfigTest {
  @Test
  void anAbsentOrEmptyHostAndTheWildcardMeanEveryAddress() {
    assertEquals(Optional.empty(), config(Optional.empty(), 0).address());
    assertEquals(Optional.empty(), config(Optional.of(""), 0).address());
    assertEquals(Optional.empty(), config(Optional.of("0.0.0.0"), 0).address());
    assertEquals(Optional.of(Server.LOOPBACK), config(Optional.of("127.0.0.1"), 8080).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "::1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.4:80"})
  void refusesWhatIsNoIpv4Address(String host) {
    Optional<String> value = Optional.of(host);
    assertThrows(IllegalArgumentException.class, () -> config(value, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void refusesWhatIsNoPort(int port) {
    assertThrows(IllegalArgumentException.class, () -> config(Optional.empty(), port));
  }

  @Test
  void theModuleProvidesTheFactory() {
    assertTrue(
        HttpFactory.class.getModule().getDescriptor().provides().stream()
            .filter(provides -> provides.service().equals(DriverFactory.class.getName()))
            .anyMatch(provides -> provides.providers().contains(HttpFactory.class.getName())));
    HttpFactory factory = new HttpFactory();
    assertEquals("http", factory.type());
    assertTrue(factory.aliases().contains("jumpstarter_driver_http.driver.HttpServer"));
    assertEquals(HttpConfig.class, factory.configType());
  }

  private static HttpConfig config(Optional<String> host, int port) {
    return new HttpConfig(host, port, Optional.of("/srv"), Optional.of(true), Optional.of(600));
  }
}
