package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.ServedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How transfers end, other than well. */
class TransferEndTest {
  private static final int ERROR = 5;

  @AfterEach
  void noThreadIsLeft() {
    Lab.awaitNoTransfers();
  }

  @Test
  @Tag("T2")
  void aMissingLastReceiptIsNoFailure() {
    try (Lab lab = Lab.serving(Lab.HASTY, Lab.file("Image", 700));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.expectFirst();
      wire.ack(1);
      long times = wire.collect(300).stream().filter(last -> last.number() == 2).count();
      assertTrue(times >= 2 && times <= 4, () -> times + " times");
      Lab.awaitNoTransfers();
      String line = lab.context.log().getLast();
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
      assertEquals(4, wire.collect(1000).stream().filter(last -> last.number() == 2).count());
      wire.ack(1);
      wire.expectBlock(2);
      wire.ack(2);
      Lab.awaitNoTransfers();
      assertTrue(lab.service.summary().contains("700 of 700 bytes acknowledged, complete"));
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
      assertEquals(List.of(), wire.collect(300));
      Lab.awaitNoTransfers();
      String line = lab.context.log().getLast();
      assertTrue(line.contains("ended by the client: disk?full"), line);
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
      assertEquals(List.of(), old.collect(100));
      other.ack(1);
      other.expectBlock(2);
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
      String line = lab.context.log().getLast();
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
      assertTrue(lab.context.log().getFirst().contains("disk fell out"));
    }
  }
}
