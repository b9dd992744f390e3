package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
  private static final int DATA = 3;
  private static final int ERROR = 5;
  private static final int OACK = 6;

  @AfterEach
  void noThreadIsLeft() {
    Lab.awaitNoTransfers();
  }

  /** Receives what comes for a while. */
  static List<Wire.Arrival> collect(Wire wire, int millis) {
    List<Wire.Arrival> arrivals = new ArrayList<>();
    Optional<Wire.Arrival> next = wire.receive(Duration.ofMillis(millis));
    while (next.isPresent()) {
      arrivals.add(next.get());
      next = wire.receive(Duration.ofMillis(millis));
    }
    return arrivals;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 511, 512, 513, 1024, 100_000})
  @Tag("T6")
  void everySizeArrivesWhole(long size) {
    try (Lab lab = Lab.serving(Lab.file("Image", size));
        Wire wire = lab.wire()) {
      StrictClient.Fetched fetched = new StrictClient(wire).fetch("Image");
      assertEquals(size, fetched.bytes());
      assertEquals(size / 512 + 1, fetched.blocks());
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 16", "512, 16"})
  @Tag("T6")
  @Tag("W-T15")
  void blockNumbersWrap(int blockSize, int window) {
    long size = 66_000L * blockSize + 3;
    try (Lab lab = Lab.serving(Lab.file("Image", size));
        Wire wire = lab.wire()) {
      StrictClient.Fetched fetched =
          new StrictClient(wire)
              .fetch("Image", "blksize", "" + blockSize, "windowsize", "" + window);
      assertEquals(size, fetched.bytes());
      assertEquals(66_001, fetched.blocks());
    }
  }

  @Test
  @Tag("T6")
  void fiveGibibytesHaveTheirSizeToldAndAreServed() {
    try (Lab lab = Lab.serving(Lab.file("Image", (5L << 30) + 1));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet", "tsize", "0", "blksize", "1024");
      assertEquals("tsize 5368709121 blksize 1024", wire.expectFirst().options());
      for (int block = 0; block < 20; block++) {
        wire.ack(block);
        Wire.Arrival data = wire.expect();
        assertEquals(block + 1, data.number());
        assertEquals(PatternSource.at(block * 1024L), data.bytes().get(4));
      }
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("W-T1")
  void anyOneOptionIsEnoughForAnOack() {
    try (Lab lab = Lab.serving(Lab.file("Image", 5000))) {
      for (String option : List.of("timeout 1", "blksize 512", "tsize 0", "windowsize 1")) {
        try (Wire wire = lab.wire()) {
          String[] words = option.split(" ", -1);
          wire.request("Image", "octet", words[0], words[1]);
          assertEquals(OACK, wire.expectFirst().opcode(), option);
          wire.ack(0);
          assertEquals(1, wire.expect().number());
          wire.error(0, "enough");
        }
      }
    }
  }

  @Test
  @Tag("T7")
  void optionsThatAreNotGrantedLeadToData() {
    try (Lab lab = Lab.serving(Lab.file("Image", 5000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet", "blksize", "7", "timeout", "300", "multicast", "");
      Wire.Arrival first = wire.expectFirst();
      assertEquals(DATA, first.opcode());
      assertEquals(512, first.payload());
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("W-T6")
  void fiveEqualReceiptsBringOneBlock() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      for (int i = 0; i < 5; i++) {
        wire.ack(1);
      }
      assertEquals(2, wire.expect().number());
      // Less than the first repetition takes, which the timer sends.
      assertEquals(List.of(), collect(wire, 15));
      wire.ack(2);
      while (wire.expect().number() != 3) {}
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("T2")
  void aLostBlockComesAgain() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      wire.ack(1);
      for (int i = 0; i < 6; i++) {
        assertEquals(2, wire.expect().number());
      }
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("W-T13")
  void beforeTheFirstReceiptAPacketComesTwiceAtMost() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      assertEquals(2, collect(wire, 1000).size());
    }
  }

  @Test
  @Tag("T2")
  void aLostOackComesAgainWhenTheClientAsksAgain() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet", "tsize", "0");
      assertEquals(2, collect(wire, 600).size());
      wire.request("Image", "octet", "tsize", "0");
      assertEquals(OACK, wire.expectFirst().opcode());
      wire.ack(0);
      assertEquals(1, wire.expect().number());
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("T2")
  void aMissingLastReceiptIsNoFailure() {
    try (Lab lab = Lab.serving(Lab.HASTY, Lab.file("Image", 700));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      wire.ack(1);
      List<Wire.Arrival> last = collect(wire, 300);
      assertTrue(last.size() <= 4, () -> last.size() + " times");
      assertTrue(last.stream().allMatch(arrival -> arrival.number() == 2));
      Lab.awaitNoTransfers();
      String line = lab.context.lines().getLast();
      assertTrue(line.contains("sent, the last receipt is missing"), line);
    }
  }

  @Test
  @Tag("T2")
  void aClientThatMissedTheEndGetsItWhenItSpeaksUp() {
    try (Lab lab = Lab.serving(Lab.file("Image", 700));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      wire.ack(1);
      assertEquals(4, collect(wire, 1000).size());
      wire.ack(1);
      assertEquals(2, wire.expect().number());
      wire.ack(2);
      Lab.awaitNoTransfers();
      assertTrue(lab.service.summary().contains("700 of 700 bytes acknowledged, complete"));
    }
  }

  @Test
  @Tag("T8")
  void aGapInAWindowIsSentAgainOnceAtOnce() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet", "windowsize", "4");
      wire.expectFirst();
      wire.ack(0);
      collect(wire, 10);
      wire.ack(2);
      wire.ack(2);
      wire.ack(2);
      List<Integer> numbers =
          collect(wire, 10).stream().map(Wire.Arrival::number).limit(8).toList();
      assertEquals(List.of(3, 4, 5, 6), numbers);
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("T5")
  void aForeignPortIsTurnedAwayAndTheTransferGoesOn() {
    try (Lab lab = Lab.serving(Lab.file("Image", 1500));
        Wire wire = lab.wire();
        Wire foreign = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      foreign.raw(wire.peer(), Wire.number(4, 1));
      Wire.Arrival answer = foreign.expect();
      assertEquals(ERROR, answer.opcode());
      assertEquals(5, answer.number());
      assertEquals(wire.peer(), answer.from());
      foreign.raw(wire.peer(), Wire.packet(5, "\0\u0005unknown\0"));
      assertEquals(List.of(), collect(foreign, 50));
      wire.ack(1);
      while (wire.expect().number() != 2) {}
      wire.ack(2);
      while (wire.expect().number() != 3) {}
      wire.ack(3);
    }
  }

  @Test
  @Tag("W-T7")
  void anErrorOfTheClientEndsTheTransferInSilence() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      wire.error(3, "disk\nfull");
      assertEquals(List.of(), collect(wire, 300));
      Lab.awaitNoTransfers();
      String line = lab.context.lines().getLast();
      assertTrue(line.contains("ended by the client: disk?full"), line);
    }
  }

  @Test
  @Tag("T10")
  void nonsenseInATransferIsIgnored() {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      for (int opcode : new int[] {0, 1, 2, 3, 6, 7, 65535}) {
        wire.raw(wire.peer(), Wire.packet(opcode, "x"));
        wire.raw(wire.peer(), Wire.packet(opcode, "x\0octet\0"));
      }
      wire.raw(wire.peer(), new byte[0]);
      wire.raw(wire.peer(), new byte[2000]);
      wire.ack(700);
      wire.ack(1);
      while (wire.expect().number() != 2) {}
      wire.ack(2);
    }
  }

  @Test
  @Tag("T4")
  @Tag("W-T8")
  void oneClientPortHasOneTransfer() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      for (int i = 0; i < 20; i++) {
        wire.request("Image", "octet");
      }
      Wire.Arrival first = wire.expectFirst();
      assertEquals(1, Lab.threads("tftp /"));
      assertTrue(collect(wire, 100).stream().allMatch(a -> a.from().equals(first.from())));
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("T4")
  void aRequestFromANewPortReplacesTheOlderOfTheSameFile() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000), Lab.file("dtb", 50_000));
        Wire other = lab.wire();
        Wire old = lab.wire();
        Wire young = lab.wire()) {
      other.request("dtb", "octet");
      other.expectFirst();
      old.request("Image", "octet");
      old.expectFirst();
      young.request("Image", "octet");
      assertNotEquals(old.peer(), young.expectFirst().from());
      Waiting.until("two are left", () -> Lab.threads("tftp /") == 2);
      old.ack(1);
      assertEquals(List.of(), collect(old, 100));
      other.ack(1);
      while (other.expect().number() != 2) {}
      other.error(0, "enough");
      young.error(0, "enough");
    }
  }

  @Test
  void aClientThatClosesItsPortEndsTheTransfer() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000))) {
      try (Wire wire = lab.wire()) {
        wire.request("Image", "octet");
        wire.expectFirst();
        wire.ack(1);
        wire.expect();
      }
      Lab.awaitNoTransfers();
    }
  }

  @Test
  @Tag("W-T9")
  void aSilentClientIsDropped() {
    try (Lab lab = Lab.serving(Lab.HASTY, Lab.file("Image", 50_000));
        Wire half = lab.wire();
        Wire wire = lab.wire()) {
      half.request("Image", "octet", "tsize", "0");
      half.expectFirst();
      Waiting.until("the half-open one is dropped", () -> Lab.threads("tftp /") == 0);
      wire.request("Image", "octet");
      wire.expectFirst();
      wire.ack(1);
      Waiting.until("the silent one is dropped", () -> Lab.threads("tftp /") == 0);
      String line = lab.context.lines().getLast();
      assertTrue(line.contains("512 of 50000 bytes acknowledged, the client fell silent"), line);
    }
  }

  @Test
  void aFileThatCannotBeReadIsAnErrorThatStopsTheClient() {
    ByteSource broken =
        new ByteSource() {
          @Override
          public long size() {
            return 5000;
          }

          @Override
          public int read(long position, ByteBuffer target) throws IOException {
            throw new IOException("disk fell out");
          }
        };
    ByteSource truncated =
        new ByteSource() {
          @Override
          public long size() {
            return 5000;
          }

          @Override
          public int read(long position, ByteBuffer target) {
            return -1;
          }
        };
    try (Lab lab =
            Lab.serving(new ServedFile("broken", broken), new ServedFile("short", truncated));
        Wire wire = lab.wire()) {
      for (String name : List.of("broken", "short")) {
        wire.request(name, "octet");
        Wire.Arrival answer = wire.expect();
        // U-Boot starts over after an error 0, and stops after a 2.
        assertArrayEquals(new int[] {ERROR, 2}, new int[] {answer.opcode(), answer.number()}, name);
        Lab.awaitNoTransfers();
      }
      assertTrue(lab.context.lines().getFirst().contains("disk fell out"));
    }
  }

  @Test
  void theListenerHearsEveryByteHandedOver() {
    AtomicLong told = new AtomicLong();
    try (Lab lab = Lab.listening((name, bytes) -> told.addAndGet(bytes), Lab.file("dtb", 5000));
        Wire wire = lab.wire()) {
      new StrictClient(wire).fetch("dtb");
      assertTrue(told.get() >= 5000, told::toString);
    }
  }
}
