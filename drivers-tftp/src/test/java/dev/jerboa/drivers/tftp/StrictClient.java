package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client written from the RFCs alone, which checks every packet and every byte.
 *
 * <p>It repeats its last packet when nothing arrives, and acknowledges repeated blocks once more.
 */
final class StrictClient {
  /** What a transfer has brought. */
  record Fetched(long bytes, long blocks, long packets, Map<String, String> options) {}

  private final Wire wire;
  private final Duration patience;
  private final Deadline deadline;
  private final Map<String, String> granted = new HashMap<>();
  private Runnable last = () -> {};
  private boolean pinned;
  private long blocks;
  private long bytes;
  private long packets;
  private int sinceAck;
  private long reported = -1;
  private boolean over;

  StrictClient(Wire wire, Duration patience, Deadline deadline) {
    this.wire = wire;
    this.patience = patience;
    this.deadline = deadline;
  }

  StrictClient(Wire wire) {
    this(wire, Duration.ofMillis(250), Deadline.seconds(60));
  }

  /** Fetches a whole file of {@link PatternSource} bytes. */
  Fetched fetch(String name, String... options) {
    String[] fields = new String[2 + options.length];
    fields[0] = name;
    fields[1] = "octet";
    System.arraycopy(options, 0, fields, 2, options.length);
    say(() -> wire.request(fields));
    while (!over) {
      assertTrue(!deadline.expired(), () -> "not done at block " + blocks);
      Optional<Wire.Arrival> arrival = wire.receive(patience);
      if (arrival.isEmpty()) {
        last.run();
      } else {
        hear(arrival.get(), List.of(options));
      }
    }
    return new Fetched(bytes, blocks, packets, granted);
  }

  private void say(Runnable message) {
    last = message;
    message.run();
  }

  private void hear(Wire.Arrival arrival, List<String> asked) {
    if (pinned && !arrival.from().equals(wire.peer())) {
      return;
    }
    switch (arrival.opcode()) {
      case 3 -> data(arrival);
      case 6 -> agree(arrival, asked);
      case 5 -> throw new AssertionError("error " + arrival.number());
      default -> throw new AssertionError("opcode " + arrival.opcode());
    }
  }

  private void pin(Wire.Arrival arrival) {
    if (!pinned) {
      wire.follow(arrival);
      pinned = true;
    }
  }

  private void agree(Wire.Arrival arrival, List<String> asked) {
    pin(arrival);
    if (blocks > 0) {
      return;
    }
    String[] words = arrival.options().split(" ", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      granted.put(words[i], words[i + 1]);
      check(words[i], Long.parseLong(words[i + 1]), asked);
    }
    say(() -> wire.ack(0));
  }

  private static void check(String option, long value, List<String> asked) {
    int at = asked.indexOf(option);
    assertTrue(at >= 0, () -> "not asked for: " + option);
    long wish = Long.parseLong(asked.get(at + 1));
    switch (option) {
      case "timeout" -> assertEquals(wish, value);
      case "blksize", "windowsize" -> assertTrue(value <= wish, () -> option + " " + value);
      default -> {}
    }
  }

  private int option(String name, int otherwise) {
    return Integer.parseInt(granted.getOrDefault(name, Integer.toString(otherwise)));
  }

  private void data(Wire.Arrival arrival) {
    pin(arrival);
    packets++;
    if (arrival.number() != ((blocks + 1) & 0xFFFF)) {
      outOfOrder(arrival);
      return;
    }
    int full = option("blksize", 512);
    assertTrue(arrival.payload() <= full, () -> "block of " + arrival.payload());
    compare(arrival);
    blocks++;
    sinceAck++;
    bytes += arrival.payload();
    reported = -1;
    over = arrival.payload() < full;
    if (over || sinceAck >= option("windowsize", 1)) {
      acknowledge();
    }
  }

  /** A gap is told once; a block of an earlier window again, for its receipt may be lost. */
  private void outOfOrder(Wire.Arrival arrival) {
    int ahead = (int) ((arrival.number() - blocks) & 0xFFFF);
    boolean gap = ahead > 0 && ahead < 0x8000;
    if (gap && reported != blocks) {
      reported = blocks;
      acknowledge();
    } else if (!gap && sinceAck == 0) {
      acknowledge();
    }
  }

  private void acknowledge() {
    sinceAck = 0;
    int number = (int) (blocks & 0xFFFF);
    say(() -> wire.ack(number));
  }

  private void compare(Wire.Arrival arrival) {
    for (int i = 0; i < arrival.payload(); i++) {
      if (arrival.bytes().get(4 + i) != PatternSource.at(bytes + i)) {
        throw new AssertionError("wrong byte at " + (bytes + i));
      }
    }
  }
}
