package com.acme.jerboa.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.Lab;
import dev.jerboa.testkit.PowerContract;
import dev.jerboa.testkit.TestLab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inherits the tests of every driver and of every power switch, and adds those of this PDU. */
class AcmePduTest implements PowerContract {
  private FakePdu pdu;

  @BeforeEach
  void start() throws IOException {
    pdu = new FakePdu();
  }

  @AfterEach
  void stop() {
    pdu.close();
  }

  @Override
  public DriverFactory<?> factory() {
    return new AcmePduFactory();
  }

  @Override
  public String config() {
    return config(pdu.url(), FakePdu.TOKEN);
  }

  private static String config(String url, String token) {
    return """
    url: %s
    outlet: 3
    token: %s
    timeout: 5
    """
        .formatted(url, token);
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of(
        "url: https://pdu\noutlet: 1",
        "url: http:\noutlet: 1",
        "url: http://pdu\noutlet: 0",
        "url: http://pdu\noutlet: 25",
        "url: http://pdu\noutlet: 1\ntimeout: 0");
  }

  @Override
  public Optional<String> deadConfig() {
    return Optional.of(config("http://localhost:1", FakePdu.TOKEN));
  }

  @Test
  void switchesInAWholeLab(@TempDir Path folder) throws InterruptedException {
    try (Lab lab = lab(folder, FakePdu.TOKEN)) {
      lab.power("power").on();
      assertEquals(Optional.of(PowerState.ON), lab.power("power").read());
    }
  }

  @Test
  void aWrongTokenIsRefused(@TempDir Path folder) {
    try (Lab lab = lab(folder, "let-me-in")) {
      var power = lab.power("power");
      assertEquals("power.refused", assertThrows(JerboaException.class, power::on).code());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"state": "off"} | power.not-switched
          {"state": "dim"} | power.bad-answer
          {"outlet": 3}    | power.bad-answer
          <html>           | power.bad-answer
          """)
  void anAnswerThatIsNotTheStateIsAnError(String answer, String code, @TempDir Path folder) {
    pdu.answerWith(answer);
    try (Lab lab = lab(folder, FakePdu.TOKEN)) {
      var power = lab.power("power");
      assertEquals(code, assertThrows(JerboaException.class, power::on).code());
    }
  }

  private Lab lab(Path folder, String token) {
    String node = "power:\n  type: acme-pdu\n  config:\n" + config(pdu.url(), token).indent(4);
    return TestLab.in(folder).open(TestLab.exporter(node));
  }
}
