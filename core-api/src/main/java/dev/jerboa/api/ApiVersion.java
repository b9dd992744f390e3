package dev.jerboa.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of the API, which a plugin names in {@code Plugin-Requires}. */
public final class ApiVersion {
  /** The version of this API, in the form of Semantic Versioning 2.0. */
  public static final String CURRENT = read();

  private ApiVersion() {}

  private static String read() {
    try (InputStream in = ApiVersion.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
