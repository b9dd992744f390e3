package dev.jerboa.runtime.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.api.power.Power;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.console.ScriptedLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PowerSwitchTest {
  private static final Expect LOGIN = Expect.text("login:");

  private final ScriptedLink link = new ScriptedLink();
  private LineSession session;

  @BeforeEach
  void connect() throws Exception {
    session = link.session();
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** Breaks the line while the power comes, and returns from that when the session knows. */
  private void restart(String printed) throws InterruptedException {
    Power power =
        new Power() {
          @Override
          public void on() throws InterruptedException {
            link.print(printed);
            link.unplug();
            while (session.isConnected()) {
              Thread.sleep(1);
            }
          }

          @Override
          public void off() {
            // the board of this test is off
          }
        };
    new PowerSwitch(power).restart(link, session, Deadline::after);
  }

  @Test
  void aLineThatBreaksBeforeTheBoardPrintsIsTakenAgain() throws Exception {
    restart("");
    link.print("login:");
    assertEquals(0, session.expect(LOGIN, Deadline.seconds(10)).index());
  }

  @Test
  void aLineThatBreaksAfterTheBoardHasPrintedIsLost() throws Exception {
    restart("U-Boot 2024.01\n");
    assertTrue(session.tail(1).contains("U-Boot"), session.tail(1));
    JerboaException error =
        assertThrows(JerboaException.class, () -> session.expect(LOGIN, Deadline.seconds(10)));
    assertEquals("console.lost", error.code());
  }
}
