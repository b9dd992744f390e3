package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
        Wire.Arrival data = wire.expectBlock(block + 1);
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
          wire.expectBlock(1);
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
    try (Lab lab = Lab.serving(Lab.CALM, Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      for (int i = 0; i < 5; i++) {
        wire.ack(1);
      }
      assertEquals(2, wire.expect().number());
      assertEquals(List.of(), wire.collect(200));
      wire.ack(2);
      wire.expectBlock(3);
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
      assertEquals(2, wire.collect(1000).size());
    }
  }

  @Test
  @Tag("T2")
  void aLostOackComesAgainWhenTheClientAsksAgain() {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet", "tsize", "0");
      assertEquals(2, wire.collect(600).size());
      wire.request("Image", "octet", "tsize", "0");
      assertEquals(OACK, wire.expectFirst().opcode());
      wire.ack(0);
      wire.expectBlock(1);
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("T8")
  void aGapInAWindowIsSentAgainAtOnceAndOnceMoreAtMost() {
    try (Lab lab = Lab.serving(Lab.CALM, Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet", "windowsize", "4");
      wire.expectFirst();
      wire.ack(0);
      wire.collect(200);
      wire.ack(2);
      wire.ack(2);
      wire.ack(2);
      List<Integer> numbers = wire.collect(200).stream().map(Wire.Arrival::number).toList();
      // A repeated receipt may mean that the window was lost once more; it never means it twice.
      List<Integer> window = List.of(3, 4, 5, 6);
      assertEquals(window, numbers.subList(0, 4));
      assertTrue(
          numbers.size() == 4 || numbers.subList(4, numbers.size()).equals(window),
          numbers::toString);
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
      assertEquals(List.of(), foreign.collect(50));
      wire.ack(1);
      wire.expectBlock(2);
      wire.ack(2);
      wire.expectBlock(3);
      wire.ack(3);
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
      wire.expectBlock(2);
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
      assertTrue(wire.collect(100).stream().allMatch(a -> a.from().equals(first.from())));
      wire.error(0, "enough");
    }
  }

  @Test
  void theListenerHearsEveryByteHandedOver() {
    AtomicLong told = new AtomicLong();
    try (Lab lab = Lab.listening((name, bytes) -> told.addAndGet(bytes), Lab.file("dtb", 5000));
        Wire wire = lab.wire()) {
      new StrictClient(wire).fetch("dtb");
      Waiting.until("all bytes are told", () -> told.get() >= 5000);
    }
  }
}
