package {{package}};

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.ConsoleContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Inherits the tests of every driver and of every console. */
class {{Name}}Test implements ConsoleContract {
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  public DriverFactory<?> factory() {
    return new {{Name}}Factory();
  }

  @Override
  public String config() {
    return "host: localhost\nport: " + server.getLocalPort();
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of("host: ''", "host: x\nport: 0", "host: x\nport: 65536");
  }

  @Override
  public Optional<String> absentConfig() {
    return Optional.of("host: localhost\nport: 1");
  }
}
