package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdTest {
  private static final long SIZE = 300_000;

  @ParameterizedTest
  @ValueSource(ints = {20, 64})
  @Tag("G9")
  void manyClientsAreServedAtOnce(int clients) throws Exception {
    try (Lab lab = Lab.serving(Lab.file("Image", SIZE));
        ExecutorService pool = Executors.newFixedThreadPool(clients)) {
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 1; i <= clients; i++) {
        String host = "127.0.1." + i;
        results.add(pool.submit(() -> fetch(lab, host)));
      }
      for (Future<Long> result : results) {
        assertEquals(SIZE, result.get());
      }
      Lab.awaitNoTransfers();
    }
  }

  private static long fetch(Lab lab, String host) {
    try (Wire wire = new Wire(lab.address(), Faults.NONE, host)) {
      StrictClient client = new StrictClient(wire, Duration.ofMillis(500), Deadline.seconds(60));
      return client.fetch("Image", "blksize", "1468", "windowsize", "4").bytes();
    }
  }

  @Test
  @Tag("T13")
  void oneHostHasFourTransfersAtMost() {
    try (Lab lab =
        Lab.serving(
            Lab.file("a", SIZE),
            Lab.file("b", SIZE),
            Lab.file("c", SIZE),
            Lab.file("d", SIZE),
            Lab.file("e", SIZE))) {
      List<Wire> wires = new ArrayList<>();
      for (String name : List.of("a", "b", "c", "d")) {
        Wire wire = lab.wire();
        wires.add(wire);
        wire.request(name, "octet");
        wire.expectFirst();
        wire.ack(1);
        wire.expectBlock(2);
      }
      try (Wire fifth = lab.wire()) {
        fifth.request("e", "octet");
        assertTrue(fifth.receive(Duration.ofMillis(150)).isEmpty());
        assertTrue(lab.service.summary().contains("too many transfers"), lab.service::summary);
        wires.getFirst().error(0, "enough");
        Waiting.until("one has ended", () -> Lab.threads("tftp /") == 3);
        fifth.request("e", "octet");
        fifth.expectFirst();
      }
      wires.forEach(Wire::close);
      Lab.awaitNoTransfers();
    }
  }

  @Test
  @Tag("T13")
  void aFloodOfRequestsDoesNotStopTheBoard() throws Exception {
    try (Lab lab = Lab.serving(Lab.file("Image", 2 * SIZE));
        ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Future<Integer> flood = pool.submit(() -> flood(lab));
      assertEquals(2 * SIZE, fetch(lab, "127.0.0.1"));
      assertTrue(Lab.threads("tftp /") <= 2 * Transfers.MOST);
      assertTrue(flood.get() >= 10_000);
      assertEquals(2 * SIZE, fetch(lab, "127.0.0.1"));
    }
  }

  /** Ten requests from each of a thousand ports, none of which ever says more. */
  private static int flood(Lab lab) {
    List<Wire> wires = new ArrayList<>();
    int sent = 0;
    for (int i = 0; i < 1000; i++) {
      wires.add(new Wire(lab.address(), Faults.NONE, "127.0.2." + (1 + i % 250)));
    }
    for (int round = 0; round < 10; round++) {
      for (Wire wire : wires) {
        wire.request("Image", "octet", "tsize", "0");
        sent++;
      }
    }
    wires.forEach(Wire::close);
    return sent;
  }
}
