package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.Subnet;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered, and what. */
class RequestTest {
  private static final Duration MOMENT = Duration.ofMillis(150);

  @Test
  void nobodyIsAnsweredBeforeAdmission() {
    try (Lab lab = Lab.closed(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      wire.request("Image", "octet");
      wire.request("other", "octet");
      assertTrue(wire.receive(MOMENT).isEmpty());
      lab.service.admit(new Subnet(Lab.LOOPBACK, 32));
      assertEquals(1000, new StrictClient(wire).fetch("Image").bytes());
    }
  }

  @Test
  @Tag("T12")
  void othersGetSilenceAndOneLine() {
    try (Lab lab = Lab.closed(Lab.file("Image", 1000));
        Wire board = new Wire(lab.address(), Faults.NONE, "127.0.7.1");
        Wire other = new Wire(lab.address(), Faults.NONE, "127.0.8.1")) {
      lab.service.admit(new Subnet(Inet4Address.ofLiteral("127.0.7.0"), 24));
      for (int i = 0; i < 5; i++) {
        other.request("Image", "octet");
        other.raw(lab.address(), new byte[10]);
      }
      assertTrue(other.receive(MOMENT).isEmpty());
      board.request("Image", "octet");
      board.expectFirst();
      other.raw(board.peer(), Wire.number(4, 1));
      assertTrue(other.receive(MOMENT).isEmpty());
      assertEquals(1, lab.context.log().stream().filter(l -> l.contains("127.0.8.1")).count());
      String summary = lab.service.summary();
      assertTrue(
          summary.contains("10 packets from outside 127.0.7.0/24 ignored (last from 127.0.8.1"),
          summary);
      board.error(0, "enough");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../Image",
        "/Image",
        "a/../Image",
        "C:\\Image",
        "%2e%2e/Image",
        "image",
        "Image\u00e9",
        "Image ",
        ".",
        "/etc/passwd",
        "IMAGE\u001b[2J"
      })
  @Tag("T11")
  @Tag("W-T10")
  void onlyTheExactNameIsFound(String name) {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      wire.request(name, "octet");
      Wire.assertError(1, wire.expect());
      assertTrue(lab.context.log().stream().allMatch(line -> line.matches("[ -~]*")));
    }
  }

  @Test
  @Tag("T11")
  void aLongNameIsNotFound() {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      wire.request("n".repeat(300), "octet");
      Wire.assertError(1, wire.expect());
    }
  }

  @Test
  @Tag("W-T11")
  void otherModesThanOctetAreRefused() {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      for (String mode : List.of("netascii", "mail", "", "octets")) {
        wire.request("Image", mode);
        Wire.assertError(4, wire.expect());
      }
      wire.request("Image", "OcTeT");
      assertEquals(3, wire.expectFirst().opcode());
      wire.error(0, "enough");
    }
  }

  @Test
  @Tag("T10")
  void writingIsRefused() {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      wire.raw(lab.address(), Wire.packet(2, "Image\0octet\0"));
      Wire.assertError(2, wire.expect());
    }
  }

  @Test
  @Tag("T10")
  void malformedPacketsGetError4OrSilence() {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      for (String body : List.of("Image\0octet", "Image\0", "\0octet\0", "x".repeat(600) + "\0")) {
        wire.raw(lab.address(), Wire.packet(1, body));
        Wire.assertError(4, wire.expect());
      }
      wire.raw(lab.address(), Wire.packet(9, "what\0"));
      Wire.assertError(4, wire.expect());
      wire.raw(lab.address(), new byte[65_000]);
      Wire.assertError(4, wire.expect());
      assertEquals(1000, new StrictClient(wire).fetch("Image").bytes());
    }
  }

  @Test
  @Tag("T10")
  @Tag("W-T7")
  void whatBelongsToNoTransferIsNotAnswered() {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000));
        Wire wire = lab.wire()) {
      wire.error(1, "no");
      wire.ack(1);
      wire.raw(lab.address(), Wire.packet(3, "\0\u0001data"));
      wire.raw(lab.address(), Wire.packet(6, "tsize\u00000\0"));
      wire.raw(lab.address(), new byte[0]);
      wire.raw(lab.address(), new byte[] {0, 5, 0});
      wire.raw(lab.address(), Wire.number(4, 0));
      assertTrue(wire.receive(MOMENT).isEmpty());
    }
  }
}
