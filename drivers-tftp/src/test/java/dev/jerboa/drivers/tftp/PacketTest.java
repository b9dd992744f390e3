package dev.jerboa.drivers.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {
  private static Packet parse(String body, int opcode) {
    return Packet.parse(ByteBuffer.wrap(Wire.packet(opcode, body)));
  }

  private static Packet.Request request(String body) {
    return assertInstanceOf(Packet.Request.class, parse(body, 1));
  }

  @Test
  void optionsKeepTheirOrderAndLoseTheirCase() {
    Packet.Request request = request("Image\0OCTET\0TSize\u00000\0bLkSiZe\u00001468\0");
    assertEquals("Image", request.name());
    assertEquals("octet", request.mode());
    assertEquals(List.of("tsize", "blksize"), new ArrayList<>(request.options().keySet()));
    assertEquals("1468", request.options().get("blksize"));
  }

  @Test
  @Tag("T7")
  void theFirstOfTwoEqualOptionsCounts() {
    Packet.Request request = request("a\0octet\0blksize\u0000100\0BLKSIZE\u0000200\0");
    assertEquals(Map.of("blksize", "100"), request.options());
  }

  @ParameterizedTest
  @Tag("T10")
  @Tag("W-T12")
  @ValueSource(strings = {"a\0", "a\0octet", "\0octet\0", "a\0octet\0blksize\u000099", "ab\0"})
  void incompleteRequestsAreMalformed(String body) {
    assertInstanceOf(Packet.Malformed.class, parse(body, 1));
    assertInstanceOf(Packet.Malformed.class, parse(body, 2));
  }

  @ParameterizedTest
  @Tag("T10")
  @ValueSource(ints = {1, 4, 5})
  void whatIsTooShortIsNotAnswered(int opcode) {
    assertEquals(new Packet.Unanswerable(), parse("", opcode));
    assertEquals(new Packet.Unanswerable(), parse("x", opcode));
    assertEquals(new Packet.Unanswerable(), Packet.parse(ByteBuffer.allocate(0)));
  }

  @Test
  @Tag("T10")
  void anOptionWithoutValueIsLeftOut() {
    assertEquals(Map.of(), request("a\0octet\0blksize\0").options());
    assertEquals(Map.of("tsize", "0"), request("a\0octet\0tsize\u00000\0blksize\0").options());
  }

  @Test
  @Tag("T10")
  void aRequestMayHave512BytesAndNoMore() {
    String name = "n".repeat(512 - 2 - 1 - 6);
    assertEquals(name, request(name + "\0octet\0").name());
    assertInstanceOf(Packet.Malformed.class, parse(name + "n\0octet\0", 1));
  }

  @Test
  void numbersAreUnsigned() {
    assertEquals(new Packet.Ack(65535), Packet.parse(ByteBuffer.wrap(Wire.number(4, 65535))));
  }

  @Test
  @Tag("T10")
  void anErrorNeedsNoText() {
    assertEquals(new Packet.Failure(3, ""), Packet.parse(ByteBuffer.wrap(Wire.number(5, 3))));
    assertEquals(new Packet.Failure(0, "full"), parse("\0\0full\0", 5));
  }

  @Test
  @Tag("T11")
  void namesFromTheNetworkArePrintable() {
    assertEquals("a?b?[31m", Packet.printable("a\nb\u001b[31m"));
    assertTrue(Packet.printable("x".repeat(300)).length() < 70);
  }

  @Test
  @Tag("T10")
  void noPacketBreaksTheParser() {
    Random random = new Random(42);
    List<byte[]> seeds =
        List.of(
            Wire.packet(1, "Image\0octet\0blksize\u00001468\0tsize\u00000\0windowsize\u000016\0"),
            Wire.packet(2, "Image\0netascii\0timeout\u00001\0"),
            Wire.packet(5, "\0\u0001File not found\0"),
            Wire.number(4, 7));
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 100_000; i++) {
            byte[] packet = mutate(seeds.get(i % seeds.size()).clone(), random);
            if (Packet.parse(ByteBuffer.wrap(packet)) instanceof Packet.Request request) {
              Options options = Options.negotiate(request.options(), 5000, 1500);
              assertTrue(options.blockSize() >= 8 && options.blockSize() <= 1468);
              assertTrue(options.window() >= 1 && options.window() <= 64);
            }
          }
        });
  }

  private static byte[] mutate(byte[] packet, Random random) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(1024)];
      random.nextBytes(noise);
      return noise;
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt();
    }
    String text = new String(packet, ISO_8859_1);
    int cut = random.nextInt(text.length());
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, cut).getBytes(ISO_8859_1);
      case 1 -> (text.substring(0, cut) + text).getBytes(ISO_8859_1);
      default -> packet;
    };
  }
}
