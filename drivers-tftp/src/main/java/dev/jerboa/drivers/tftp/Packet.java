package dev.jerboa.drivers.tftp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A TFTP datagram as a server meets it (RFC 1350 section 5, RFC 2347). */
sealed interface Packet {
  int READ = 1;
  int WRITE = 2;
  int DATA = 3;
  int ACK = 4;
  int ERROR = 5;
  int OACK = 6;

  int NOT_FOUND = 1;
  int ACCESS_VIOLATION = 2;
  int ILLEGAL_OPERATION = 4;
  int UNKNOWN_TRANSFER = 5;

  /** RFC 2347: "the maximum size of a request packet is 512 octets". */
  int MAX_REQUEST = 512;

  /**
   * A request to read or write a file.
   *
   * @param options the options by lower-case name, in the order asked; of an option that is given
   *     twice the first counts
   */
  record Request(boolean write, String name, String mode, Map<String, String> options)
      implements Packet {}

  /** The receipt for a block, whose number is modulo 65536. */
  record Ack(int block) implements Packet {}

  /** An ERROR packet. */
  record Failure(int code, String text) implements Packet {}

  /** What a server never answers: packets meant for a client, and what is too short to tell. */
  record Unanswerable() implements Packet {}

  /** What is no TFTP packet. */
  record Malformed(String reason) implements Packet {}

  /** Reads the remaining bytes of a buffer; never throws, whatever they are. */
  static Packet parse(ByteBuffer datagram) {
    if (datagram.remaining() < 4) {
      return new Unanswerable();
    }
    int opcode = Short.toUnsignedInt(datagram.getShort());
    return switch (opcode) {
      case READ, WRITE -> request(opcode == WRITE, datagram);
      case ACK -> new Ack(Short.toUnsignedInt(datagram.getShort()));
      case ERROR -> failure(datagram);
      case DATA, OACK -> new Unanswerable();
      default -> new Malformed("unknown operation " + opcode);
    };
  }

  private static Packet failure(ByteBuffer datagram) {
    int code = Short.toUnsignedInt(datagram.getShort());
    List<String> texts = strings(datagram);
    return new Failure(code, texts.isEmpty() ? "" : texts.getFirst());
  }

  private static Packet request(boolean write, ByteBuffer datagram) {
    if (datagram.remaining() > MAX_REQUEST - 2) {
      return new Malformed("request longer than 512 bytes");
    }
    if (datagram.get(datagram.limit() - 1) != 0) {
      return new Malformed("request without a final NUL");
    }
    List<String> fields = strings(datagram);
    if (fields.size() < 2 || fields.get(0).isEmpty()) {
      return new Malformed("request without file name or mode");
    }
    Map<String, String> options = LinkedHashMap.newLinkedHashMap(4);
    for (int i = 2; i + 1 < fields.size(); i += 2) {
      options.putIfAbsent(fields.get(i).toLowerCase(Locale.ROOT), fields.get(i + 1));
    }
    return new Request(write, fields.get(0), fields.get(1).toLowerCase(Locale.ROOT), options);
  }

  /** Returns the NUL-terminated strings; bytes after the last NUL are left out. */
  private static List<String> strings(ByteBuffer datagram) {
    List<String> strings = new ArrayList<>();
    int start = datagram.position();
    for (int i = start; i < datagram.limit(); i++) {
      if (datagram.get(i) == 0) {
        byte[] text = new byte[i - start];
        datagram.get(start, text);
        // Not UTF-8: every byte maps to one character, so no name is changed on the way.
        strings.add(new String(text, StandardCharsets.ISO_8859_1));
        start = i + 1;
      }
    }
    return strings;
  }

  /** Makes an ERROR packet. */
  static ByteBuffer error(int code, String text) {
    byte[] message = text.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer packet = ByteBuffer.allocate(5 + message.length);
    return packet.putShort((short) ERROR).putShort((short) code).put(message).put((byte) 0).flip();
  }

  /** Makes an OACK packet. */
  static ByteBuffer optionReply(Map<String, String> options) {
    StringBuilder text = new StringBuilder();
    options.forEach((name, value) -> text.append(name).append('\0').append(value).append('\0'));
    byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(2 + body.length).putShort((short) OACK).put(body).flip();
  }

  /** Makes a text from the network fit for a log line: printable ASCII of bounded length. */
  static String printable(String text) {
    String shown = text.length() > 64 ? text.substring(0, 64) + "..." : text;
    return shown.replaceAll("[^ -~]", "?");
  }
}
