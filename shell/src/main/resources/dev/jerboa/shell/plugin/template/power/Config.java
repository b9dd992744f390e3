package {{package}};

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;

/** The keys under {@code config:} of a {@code {{id}}} node. */
public record {{Name}}Config(
    @Doc("The file that switches the outlet when something is written to it.") String path,
    @Doc("What is written to switch on.") @Default("1") String on,
    @Doc("What is written to switch off.") @Default("0") String off) {
  public {{Name}}Config {
    if (path.isBlank()) {
      throw new IllegalArgumentException("path must not be blank");
    }
    if (on.equals(off)) {
      throw new IllegalArgumentException("on and off must differ");
    }
  }
}
