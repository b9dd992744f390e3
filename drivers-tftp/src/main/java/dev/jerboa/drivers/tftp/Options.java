package dev.jerboa.drivers.tftp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a transfer has agreed on with its client (RFC 2347, 2348, 2349, 7440).
 *
 * @param blockSize the bytes in a full block
 * @param window the blocks in flight
 * @param reply the options granted, for the OACK; empty if the transfer starts with block 1
 */
record Options(int blockSize, int window, Map<String, String> reply) {
  /** IP, UDP and TFTP headers: what a block must leave free in a frame to travel unfragmented. */
  private static final int HEADERS = 32;

  private static final int DEFAULT_BLOCK = 512;
  private static final int MIN_BLOCK = 8;
  private static final int MAX_BLOCK = 65464;
  private static final int MAX_WINDOW = 64;

  /** Just under Linux's default socket buffer (net.core.rmem_default), which a burst must fit. */
  private static final int MAX_BURST = 200_000;

  /**
   * Grants what can be granted of the options asked for.
   *
   * @param size the length of the file in bytes
   * @param mtu the largest IP packet of the way to the client, in bytes
   */
  static Options negotiate(Map<String, String> asked, long size, int mtu) {
    int blockSize = blockSize(asked, mtu);
    int window = window(asked, blockSize);
    Map<String, String> reply = LinkedHashMap.newLinkedHashMap(4);
    for (String name : asked.keySet()) {
      OptionalLong value = number(asked, name);
      if (value.isPresent() && grants(name, value.getAsLong(), size)) {
        reply.put(
            name,
            switch (name) {
              case "blksize" -> Integer.toString(blockSize);
              case "windowsize" -> Integer.toString(window);
              case "tsize" -> Long.toString(size);
              default -> asked.get(name);
            });
      }
    }
    return new Options(blockSize, window, reply);
  }

  private static boolean grants(String name, long value, long size) {
    return switch (name) {
      case "blksize" -> value >= MIN_BLOCK;
      case "windowsize" -> value >= 1;
      // curl takes a size of 0 for an illegal packet, so an empty file has no size to tell.
      case "tsize" -> size > 0;
      // Agreed to with the client's own value, as RFC 2349 demands; our timer stays shorter.
      case "timeout" -> value >= 1 && value <= 255;
      default -> false;
    };
  }

  private static int blockSize(Map<String, String> asked, int mtu) {
    long wish = number(asked, "blksize").orElse(DEFAULT_BLOCK);
    if (wish < MIN_BLOCK) {
      return DEFAULT_BLOCK;
    }
    return (int) Math.min(wish, Math.clamp(mtu - HEADERS, DEFAULT_BLOCK, MAX_BLOCK));
  }

  private static int window(Map<String, String> asked, int blockSize) {
    long most = Math.clamp(MAX_BURST / blockSize, 1, MAX_WINDOW);
    return (int) Math.clamp(number(asked, "windowsize").orElse(1), 1, most);
  }

  private static OptionalLong number(Map<String, String> asked, String name) {
    String value = asked.getOrDefault(name, "");
    return value.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }
}
