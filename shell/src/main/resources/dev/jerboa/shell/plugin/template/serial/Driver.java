package {{package}};

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A console line behind a TCP port of a console server. */
final class {{Name}} implements Driver, Console {
  private static final int CONNECT_MILLIS = 2000;
  private static final int POLL_MILLIS = 100;

  private final {{Name}}Config config;
  private final DriverContext context;

  {{Name}}({{Name}}Config config, DriverContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public ConsoleLink connect(Deadline deadline) throws InterruptedException {
    while (true) {
      try {
        return new Link(dial());
      } catch (IOException e) {
        if (deadline.expired()) {
          throw absent(e);
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** The console server has a power supply of its own. */
  @Override
  public boolean needsPower() {
    return false;
  }

  private Socket dial() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(config.host(), config.port()), CONNECT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private JerboaException absent(IOException cause) {
    String line = config.host() + ":" + config.port();
    return JerboaException.of(
            ErrorClass.CONSOLE, "absent", context.path() + ": no line at " + line + ": " + cause)
        .hint("Check host and port, and that nobody else holds the line.")
        .causedBy(cause);
  }

  private record Link(Socket socket) implements ConsoleLink {
    @Override
    public int read(byte[] buffer, Duration wait) throws IOException {
      InputStream in = socket.getInputStream();
      socket.setSoTimeout((int) Math.clamp(wait.toMillis(), 1, Integer.MAX_VALUE));
      try {
        return in.read(buffer);
      } catch (SocketTimeoutException e) {
        return 0;
      }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw JerboaException.of(ErrorClass.CONSOLE, "close", "the line does not close: " + e)
            .hint("Restart the console server.")
            .causedBy(e);
      }
    }
  }
}
