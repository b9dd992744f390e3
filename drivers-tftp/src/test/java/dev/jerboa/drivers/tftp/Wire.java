package dev.jerboa.drivers.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A client's socket with a bad line in it. Knows the format of TFTP, but not its rules. */
final class Wire implements AutoCloseable {
  /** A packet as it arrived. */
  record Arrival(SocketAddress from, ByteBuffer bytes) {
    int opcode() {
      return Short.toUnsignedInt(bytes.getShort(0));
    }

    /** The block number, or the error code. */
    int number() {
      return Short.toUnsignedInt(bytes.getShort(2));
    }

    int payload() {
      return bytes.limit() - 4;
    }

    /** The strings of an OACK, separated by spaces. */
    String options() {
      return ISO_8859_1.decode(bytes.duplicate().position(2)).toString().replace('\0', ' ').strip();
    }
  }

  private final DatagramSocket socket;
  private final Faults faults;
  private final InetSocketAddress server;
  private final Deque<Arrival> waiting = new ArrayDeque<>();
  private final byte[] buffer = new byte[70_000];
  private SocketAddress peer;

  Wire(InetSocketAddress server, Faults faults) {
    this(server, faults, "127.0.0.1");
  }

  Wire(InetSocketAddress server, Faults faults, String from) {
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(from, 0));
      socket.setReceiveBufferSize(1 << 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.server = server;
    this.peer = server;
    this.faults = faults;
  }

  /** Sends a read request: name, mode, then options and values in turn. */
  void request(String... fields) {
    raw(server, packet(1, String.join("\0", fields) + "\0"));
  }

  static byte[] packet(int opcode, String body) {
    byte[] text = body.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(2 + text.length).putShort((short) opcode).put(text).array();
  }

  void ack(int block) {
    transmit(peer, number(4, block));
  }

  void error(int code, String text) {
    byte[] body = (text + "\0").getBytes(ISO_8859_1);
    transmit(peer, ByteBuffer.allocate(4 + body.length).put(number(5, code)).put(body).array());
  }

  static byte[] number(int opcode, int number) {
    return ByteBuffer.allocate(4).putShort((short) opcode).putShort((short) number).array();
  }

  /** Sends bytes through the bad line. */
  void raw(SocketAddress to, byte[] bytes) {
    transmit(to, bytes);
  }

  private void transmit(SocketAddress to, byte[] bytes) {
    try {
      if (!faults.loses()) {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
        if (faults.doubled()) {
          socket.send(new DatagramPacket(bytes, bytes.length, to));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on acknowledgements go to the sender of this packet. */
  void follow(Arrival arrival) {
    peer = arrival.from();
  }

  SocketAddress peer() {
    return peer;
  }

  Arrival expect() {
    return receive(Duration.ofSeconds(5)).orElseThrow(() -> new AssertionError("no answer"));
  }

  /** Receives a block of data, passing over others that were sent again on a slow machine. */
  Arrival expectBlock(int number) {
    Arrival arrival = expect();
    while (arrival.opcode() != 3 || arrival.number() != number) {
      arrival = expect();
    }
    return arrival;
  }

  /** Receives the first packet of a transfer and follows it. */
  Arrival expectFirst() {
    Arrival first = expect();
    follow(first);
    return first;
  }

  /** Receives a packet through the bad line. */
  Optional<Arrival> receive(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty()) {
      Optional<Arrival> arrival = next(end - System.nanoTime());
      if (arrival.isEmpty()) {
        return Optional.empty();
      }
      if (!faults.loses()) {
        waiting.add(arrival.get());
        if (faults.doubled()) {
          waiting.add(arrival.get());
        }
        if (faults.swaps()) {
          next(5_000_000).ifPresent(waiting::addFirst);
        }
      }
    }
    return Optional.of(waiting.remove());
  }

  /** Receives what comes, until nothing has come for a while. */
  List<Arrival> collect(int millis) {
    List<Arrival> arrivals = new ArrayList<>();
    Optional<Arrival> next = receive(Duration.ofMillis(millis));
    while (next.isPresent()) {
      arrivals.add(next.get());
      next = receive(Duration.ofMillis(millis));
    }
    return arrivals;
  }

  static void assertError(int code, Arrival arrival) {
    assertEquals(List.of(5, code), List.of(arrival.opcode(), arrival.number()));
  }

  private Optional<Arrival> next(long nanos) {
    try {
      if (nanos <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) Math.max(1, nanos / 1_000_000));
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
      return Optional.of(new Arrival(packet.getSocketAddress(), ByteBuffer.wrap(bytes)));
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
