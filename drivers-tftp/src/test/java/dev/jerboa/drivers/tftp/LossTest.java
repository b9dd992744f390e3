package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {
  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "0.01, 1",
    "0.05, 1",
    "0.10, 1",
    "0.20, 1",
    "0.01, 16",
    "0.05, 16",
    "0.10, 16",
    "0.05, 64"
  })
  @Tag("T1")
  @Tag("T8")
  void lossBothWaysCostsTimeButNoByte(double loss, int window) {
    long size = window == 1 ? MIB / 2 : 2 * MIB;
    try (Lab lab = Lab.serving(Lab.file("Image", size));
        Wire wire = lab.wire(Faults.losing(loss, 7))) {
      StrictClient client = new StrictClient(wire, Duration.ofMillis(250), Deadline.seconds(60));
      StrictClient.Fetched fetched =
          client.fetch("Image", "blksize", "1468", "windowsize", "" + window, "tsize", "0");
      assertEquals(size, fetched.bytes());
    }
  }

  @Test
  @Tag("T1")
  @Tag("G7a")
  @Tag("slow")
  void eightMebibytesAtFivePercentLossTakeUnderNinetySeconds() {
    try (Lab lab = Lab.serving(Lab.file("Image", 8 * MIB));
        Wire wire = lab.wire(Faults.losing(0.05, 11))) {
      StrictClient client = new StrictClient(wire, Duration.ofSeconds(1), Deadline.seconds(90));
      assertEquals(8 * MIB, client.fetch("Image", "blksize", "1468").bytes());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "8"})
  @Tag("T3")
  void doubledPacketsAreNotMultiplied(int window) {
    try (Lab lab = Lab.serving(Lab.file("Image", MIB));
        Wire wire = lab.wire(Faults.doubling())) {
      StrictClient.Fetched fetched =
          new StrictClient(wire).fetch("Image", "blksize", "1024", "windowsize", "" + window);
      assertEquals(MIB, fetched.bytes());
      // The line doubles each; a server that answers doubles would double them once more.
      assertTrue(fetched.packets() < 2.5 * fetched.blocks(), fetched::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "16"})
  @Tag("T3")
  void packetsOutOfOrderArriveInOrder(int window) {
    try (Lab lab = Lab.serving(Lab.file("Image", MIB));
        Wire wire = lab.wire(Faults.swapping(0.05, 3))) {
      StrictClient.Fetched fetched =
          new StrictClient(wire).fetch("Image", "blksize", "1024", "windowsize", "" + window);
      assertEquals(MIB, fetched.bytes());
    }
  }
}
