package dev.jerboa.runtime.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void aDefectOfAPluginIsSaidToBeItsAuthors() {
    Throwable thrown = new NoSuchMethodError("x");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.util.List", "of", "List.java", 1),
          new StackTraceElement("acme.pdu.Outlet", "on", "Outlet.java", 7),
          new StackTraceElement(StepRunner.class.getName(), "take", "StepRunner.java", 1)
        });
    JerboaException error = Failures.classified("Step 'Write'", thrown);
    assertEquals("plugin.failed", error.code());
    assertTrue(error.getMessage().endsWith("in acme.pdu.Outlet"), error.getMessage());
  }

  @Test
  void aDefectOfOursIsSaidToBeOurs() {
    assertEquals(
        "internal.unexpected",
        Failures.classified("Step 'Write'", new IllegalStateException()).code());
  }
}
