package dev.jerboa.drivers.tftp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Hears requests on the bound addresses and hands the good ones on. Runs on one thread. */
final class RequestLoop implements Runnable, Closeable {
  /** Takes a read request that is in order. */
  @FunctionalInterface
  interface Reader {
    /** Returns the refusal to send, if there is one. Must not wait. */
    Optional<ByteBuffer> read(BoundAddress asked, InetSocketAddress client, Packet.Request request)
        throws IOException;
  }

  /** Longer than any request, so that one that is too long shows. */
  private static final int BUFFER = 2 * Packet.MAX_REQUEST;

  private final Selector selector;
  private final Predicate<InetSocketAddress> admitted;
  private final Reader reader;
  private final Journal journal;
  private final Thread thread;
  private volatile boolean closed;

  RequestLoop(
      List<BoundAddress> addresses,
      Predicate<InetSocketAddress> admitted,
      Reader reader,
      Journal journal)
      throws IOException {
    this.admitted = admitted;
    this.reader = reader;
    this.journal = journal;
    this.selector = Selector.open();
    for (BoundAddress address : addresses) {
      address.channel().register(selector, SelectionKey.OP_READ, address);
    }
    this.thread = Thread.ofPlatform().name("tftp requests").daemon().start(this);
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        selector.select(key -> hear((BoundAddress) key.attachment()));
      } catch (IOException | RuntimeException e) {
        journal.failed("a TFTP request could not be heard: " + e);
      }
    }
  }

  private void hear(BoundAddress address) {
    try {
      // Fresh for every packet: what a longer one has left behind must not complete this one.
      ByteBuffer packet = ByteBuffer.allocate(BUFFER);
      InetSocketAddress client = (InetSocketAddress) address.channel().receive(packet);
      if (client != null && admitted.test(client)) {
        Optional<ByteBuffer> refusal = answer(address, client, Packet.parse(packet.flip()));
        if (refusal.isPresent()) {
          address.channel().send(refusal.get(), client);
        }
      }
    } catch (ClosedChannelException e) {
      closed = true;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Whatever a request leads to, the next one is heard.
      journal.failed("a TFTP request on " + address + " could not be answered: " + e);
    }
  }

  private Optional<ByteBuffer> answer(BoundAddress address, InetSocketAddress client, Packet packet)
      throws IOException {
    return switch (packet) {
      case Packet.Request request when request.write() ->
          refuse(client, Packet.ACCESS_VIOLATION, "read only");
      case Packet.Request request when !request.mode().equals("octet") ->
          refuse(client, Packet.ILLEGAL_OPERATION, "mode octet only");
      case Packet.Request request -> reader.read(address, client, request);
      case Packet.Malformed malformed ->
          refuse(client, Packet.ILLEGAL_OPERATION, malformed.reason());
      // An error is never answered (RFC 1350 section 7); the others belong to no transfer here.
      case Packet.Failure _, Packet.Ack _, Packet.Unanswerable _ -> Optional.empty();
    };
  }

  private Optional<ByteBuffer> refuse(InetSocketAddress client, int code, String reason) {
    journal.refused(client, reason);
    return Optional.of(Packet.error(code, reason));
  }

  /** Stops hearing; afterwards no request is being answered. */
  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    selector.close();
  }
}
