package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * A console line through a stream socket.
 *
 * <p>The channel is non-blocking with one selector for each direction, so that the reader and the
 * writer wait apart and {@link #close} ends both waits.
 */
final class SocketLink implements ConsoleLink {
  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;
  private final boolean tcp;

  private SocketLink(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.readable = channel.provider().openSelector();
    this.writable = channel.provider().openSelector();
    this.tcp = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
  }

  /** Connects the channel, which is closed when that fails or is interrupted. */
  static SocketLink connect(SocketChannel channel, SocketAddress address, Duration most)
      throws IOException, InterruptedException {
    SocketLink link = new SocketLink(channel);
    boolean connected = false;
    try {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        link.awaitConnection(most);
      }
      channel.register(link.readable, SelectionKey.OP_READ);
      channel.register(link.writable, SelectionKey.OP_WRITE);
      connected = true;
    } finally {
      if (!connected) {
        link.close();
      }
    }
    return link;
  }

  private void awaitConnection(Duration most) throws IOException, InterruptedException {
    channel.register(writable, SelectionKey.OP_CONNECT);
    writable.select(most.toMillis());
    writable.selectedKeys().clear();
    throwIfInterrupted("the connection was interrupted");
    if (!channel.finishConnect()) {
      throw new IOException("no answer in " + most.toSeconds() + " s");
    }
  }

  @Override
  public int read(byte[] buffer, Duration wait) {
    ByteBuffer bytes = ByteBuffer.wrap(buffer);
    try {
      int count = readAcknowledging(bytes);
      if (count != 0 || wait.isZero()) {
        return count;
      }
      // A select of 0 would wait for ever.
      readable.select(Math.max(1, wait.toMillis()));
      readable.selectedKeys().clear();
      return readAcknowledging(bytes);
    } catch (IOException | ClosedSelectorException e) {
      // Reset by the peer, or closed by us: in both cases there is no line any more.
      return -1;
    }
  }

  /**
   * Reads and acknowledges at once. A serial server that leaves Nagle's algorithm on (QEMU and
   * ser2net do unless told {@code nodelay}) holds back the rest of an echo until its first
   * character is acknowledged, which Linux otherwise delays by 40 ms. The option does not last:
   * tcp(7).
   */
  private int readAcknowledging(ByteBuffer bytes) throws IOException {
    int count = channel.read(bytes);
    if (count > 0 && tcp) {
      channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (channel.write(rest) == 0) {
        awaitWritable(rest.position(), bytes.length);
      }
    }
  }

  private void awaitWritable(int done, int all) throws IOException, InterruptedException {
    try {
      int ready = writable.select(GuardedWrite.STALL.toMillis());
      writable.selectedKeys().clear();
      throwIfInterrupted("the write was interrupted");
      if (ready == 0) {
        throw GuardedWrite.stalled(done, all);
      }
    } catch (ClosedSelectorException e) {
      throw new IOException("the line was closed; wrote " + done + " of " + all + " bytes", e);
    }
  }

  private static void throwIfInterrupted(String message) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException(message);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      // The socket itself is closed when no selector knows it any more.
      readable.close();
      writable.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + channel, e);
    }
  }
}
