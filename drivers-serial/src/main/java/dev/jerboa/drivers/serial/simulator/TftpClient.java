package dev.jerboa.drivers.serial.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Reads one file by TFTP: RFC 1350, with options (2347, 2348, 2349) and windows (7440). */
final class TftpClient {
  private static final int RRQ = 1;
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int ERROR = 5;
  private static final int OACK = 6;

  /** U-Boot net/tftp.c: TIMEOUT_COUNT. */
  private static final int TIMEOUTS = 10;

  private static final int HEADER = 4;
  private static final int MOST = 512 << 20;

  /** What comes after such a pause finds the buffers of the network card empty. */
  private static final long PAUSE = 5_000_000;

  /**
   * What to read from where.
   *
   * @param from the local address
   * @param patience after which the last packet is sent again
   * @param buffers how many packets that come together are received
   * @param silentAfter after how many bytes nothing more is heard of the server
   */
  record Request(
      InetSocketAddress server,
      InetAddress from,
      String file,
      int blockSize,
      int windowSize,
      Duration patience,
      long buffers,
      long silentAfter) {}

  /** The server's refusal. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refusal(int code, String message) {
      super(message);
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  private final Request request;
  private final DatagramSocket socket;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private InetSocketAddress peer;
  private byte[] last = {};
  private int blockSize = 512;
  private int windowSize = 1;
  private int received;
  private int unacknowledged;
  private boolean done;
  private long heardAt;
  private int together;

  private TftpClient(Request request, DatagramSocket socket) {
    this.request = request;
    this.socket = socket;
    this.peer = request.server();
  }

  /**
   * Reads the file.
   *
   * @throws Refusal if the server refuses
   * @throws SocketTimeoutException if it falls silent
   */
  static byte[] read(Request request) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(request.from(), 0))) {
      socket.setSoTimeout((int) request.patience().toMillis());
      return new TftpClient(request, socket).run();
    }
  }

  private byte[] run() throws IOException {
    send(opening());
    int timeouts = 0;
    while (!done) {
      DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        if (++timeouts == TIMEOUTS) {
          throw e;
        }
        send(last);
        continue;
      }
      timeouts = 0;
      if (fits()) {
        hear(packet);
      }
    }
    return file.toByteArray();
  }

  private boolean fits() {
    long now = System.nanoTime();
    together = now - heardAt < PAUSE ? together + 1 : 1;
    heardAt = now;
    return together <= request.buffers();
  }

  private byte[] opening() {
    String fields =
        String.join(
                "\0",
                request.file(),
                "octet",
                "tsize",
                "0",
                "blksize",
                Integer.toString(request.blockSize()),
                "windowsize",
                Integer.toString(request.windowSize()))
            + "\0";
    byte[] text = fields.getBytes(StandardCharsets.US_ASCII);
    byte[] packet = new byte[2 + text.length];
    ByteBuffer.wrap(packet).putShort((short) RRQ).put(text);
    return packet;
  }

  private void send(byte[] packet) throws IOException {
    last = packet;
    together = 0;
    socket.send(new DatagramPacket(packet, packet.length, peer));
  }

  private void hear(DatagramPacket packet) throws IOException {
    InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
    boolean first = peer.equals(request.server());
    if (packet.getLength() < HEADER || !(first || from.equals(peer))) {
      return;
    }
    ByteBuffer content = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    int kind = content.getShort();
    if (first) {
      peer = from; // the server's port of this transfer, RFC 1350 section 4
    }
    switch (kind) {
      case OACK -> agree(content);
      case DATA -> take(content);
      case ERROR -> throw refusal(content);
      default -> {} // nothing else belongs here
    }
  }

  private void agree(ByteBuffer content) throws IOException {
    String[] fields = text(content).split("\0", -1);
    for (int i = 0; i + 1 < fields.length; i += 2) {
      switch (fields[i].toLowerCase(Locale.ROOT)) {
        case "blksize" -> blockSize = Integer.parseInt(fields[i + 1]);
        case "windowsize" -> windowSize = Integer.parseInt(fields[i + 1]);
        default -> {} // tsize needs no action
      }
    }
    acknowledge();
  }

  private void take(ByteBuffer content) throws IOException {
    int number = content.getShort() & 0xffff;
    if (number != (received + 1 & 0xffff)) {
      if (unacknowledged > 0) {
        acknowledge(); // a gap: the server goes on behind what has come, RFC 7440 section 4
      }
      return;
    }
    received++;
    unacknowledged++;
    byte[] block = new byte[content.remaining()];
    content.get(block);
    int length = block.length;
    file.writeBytes(block);
    if (file.size() > MOST) {
      throw new IOException("the file does not fit into the memory");
    }
    if (file.size() > request.silentAfter()) {
      throw new SocketTimeoutException("the server is silent");
    }
    done = length < blockSize;
    if (done || unacknowledged == windowSize) {
      acknowledge();
    }
  }

  private void acknowledge() throws IOException {
    unacknowledged = 0;
    byte[] packet = new byte[HEADER];
    ByteBuffer.wrap(packet).putShort((short) ACK).putShort((short) received);
    send(packet);
  }

  private static Refusal refusal(ByteBuffer content) {
    int code = content.getShort();
    return new Refusal(code, text(content).replace("\0", ""));
  }

  private static String text(ByteBuffer content) {
    byte[] rest = new byte[content.remaining()];
    content.get(rest);
    return new String(rest, StandardCharsets.US_ASCII);
  }
}
