package {{package}};

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;

/** The keys under {@code config:} of a {@code {{id}}} node. */
public record {{Name}}Config(
    @Doc("The name or address of the console server.") String host,
    @Doc("The TCP port of the line, 1 to 65535.") @Default("4001") int port) {
  public {{Name}}Config {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be blank");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
    }
  }
}
