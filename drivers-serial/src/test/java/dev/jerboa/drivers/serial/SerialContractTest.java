package dev.jerboa.drivers.serial;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.ConsoleContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class SerialContractTest {
  abstract static class Serial implements ConsoleContract {
    @Override
    public DriverFactory<?> factory() {
      return new SerialFactory();
    }

    @Override
    public List<String> refusedConfigs() {
      return List.of("url: ttyUSB0", "url: loop://\nbaudrate: 0", "url: loop://\ncps: -1");
    }
  }

  @Nested
  class Loop extends Serial {
    @Override
    public String config() {
      return """
      url: loop://
      baudrate: 9600
      cps: 1000
      check_present: true
      disable_hupcl: true
      """;
    }

    @Override
    public Optional<String> absentConfig() {
      return Optional.of("url: /dev/serial/by-id/nothing");
    }
  }

  @Nested
  class Tcp extends Serial {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
      server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
      server.close();
    }

    @Override
    public String config() {
      return "url: socket://localhost:" + server.getLocalPort();
    }

    @Override
    public Optional<String> absentConfig() {
      return Optional.of("url: socket://localhost:1");
    }
  }

  @Nested
  class ProcessAndUnix extends Serial {
    @Override
    public String config() {
      return "url: exec:cat";
    }

    @Override
    public Optional<String> absentConfig() {
      return Optional.of("url: unix:nothing.sock");
    }
  }
}
