package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetransmitTimerTest {
  private final RetransmitTimer timer = new RetransmitTimer(Patience.NORMAL);

  private long millis() {
    return Duration.ofNanos(timer.delay()).toMillis();
  }

  private void measured(long millis) {
    timer.measured(Duration.ofMillis(millis).toNanos());
    timer.progressed();
  }

  @Test
  void aFastClientIsAskedAgainAfterTheShortestWait() {
    assertEquals(200, millis());
    measured(1);
    assertEquals(25, millis());
  }

  @Test
  void aSlowClientIsGivenTheTimeItNeeds() {
    for (int i = 0; i < 50; i++) {
      measured(300);
    }
    assertTrue(millis() >= 300 && millis() < 400, () -> millis() + " ms");
  }

  @Test
  void waitsInVainDoubleUpToASecondAndProgressForgetsThem() {
    measured(1);
    long[] expected = {50, 100, 200, 400, 800, 1000, 1000};
    for (long wait : expected) {
      timer.expired();
      assertEquals(wait, millis());
    }
    timer.progressed();
    assertEquals(25, millis());
  }
}
