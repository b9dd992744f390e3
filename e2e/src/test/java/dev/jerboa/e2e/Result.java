package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The end of a program. */
record Result(int exit, String out, String err) {
  Result expect(int code, String... texts) {
    assertEquals(code, exit, () -> "exit code; it said:\n" + out + err);
    for (String text : texts) {
      assertTrue((out + err).contains(text), () -> "'" + text + "' is missing in:\n" + out + err);
    }
    return this;
  }
}
