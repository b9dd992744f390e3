package dev.jerboa.drivers.http;

import dev.jerboa.api.files.FileBacked.Region;
import dev.jerboa.drivers.http.Answer.Body;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One client's connection, with a thread of its own, that ends at once when it has to.
 *
 * <p>A thread of the platform, since a virtual one spins when the socket takes nothing of a file.
 */
final class Connection implements Sink, Closeable {
  private static final System.Logger LOGGER = System.getLogger(Connection.class.getName());

  private final SocketChannel channel;
  private final Service service;
  private final Patience patience;
  private final RequestReader reader;
  private final Thread thread;
  private boolean closed;
  private boolean transferring;

  /** What all connections of a service share. */
  record Service(ImageHandler handler, BodyWriter bodies, Journal journal, InFlight inFlight) {}

  Connection(SocketChannel channel, Service service, Limits limits, Consumer<Connection> atEnd) {
    this.channel = channel;
    this.service = service;
    this.patience = new Patience(limits);
    this.reader = new RequestReader(channel, patience);
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("http-connection")
            .unstarted(
                () -> {
                  run();
                  atEnd.accept(this);
                });
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (channel) {
      InetAddress peer = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
      boolean more = true;
      while (more) {
        more = answerNext(peer);
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "a client has left", e);
    }
  }

  /** Returns whether the connection goes on. */
  private boolean answerNext(InetAddress peer) throws IOException {
    try {
      Optional<Request> request = reader.next();
      return request.isPresent() && service.inFlight().enter() && answer(request.get(), peer);
    } catch (BadRequestException e) {
      write(ByteBuffer.wrap(Answer.text(Answer.BAD_REQUEST, "").head(true)));
      finish();
      return false;
    }
  }

  private boolean answer(Request request, InetAddress peer) throws IOException {
    try {
      Answer answer = service.handler().answer(request, peer);
      send(answer.head(request.closes()), request.isHead() ? new Body.Text("") : answer.body());
      if (request.closes()) {
        finish();
      }
      return !request.closes();
    } catch (BodyWriter.ContentException | InterruptedException e) {
      return false; // the connection is cut, which the client notices by the length
    } catch (RuntimeException | LinkageError e) {
      service.journal().failure(e.toString());
      return false;
    } finally {
      service.inFlight().leave();
    }
  }

  private void send(byte[] head, Body body)
      throws IOException, BodyWriter.ContentException, InterruptedException {
    switch (body) {
      case Body.Text(String text) -> {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        write(ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).flip());
      }
      case Body.Content content -> service.bodies().send(head, content, this);
    }
  }

  /** Ends the connection such that the client gets the whole answer first. */
  private void finish() throws IOException {
    channel.shutdownOutput();
    reader.drain();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      patience.writing();
      int _ = channel.write(bytes);
    }
    patience.written();
  }

  @Override
  public long transfer(Region region) throws IOException {
    synchronized (this) {
      if (closed) {
        throw new AsynchronousCloseException();
      }
      transferring = true;
    }
    patience.writing();
    try {
      return region.channel().transferTo(region.position(), region.length(), channel);
    } finally {
      patience.written();
      synchronized (this) {
        transferring = false;
      }
    }
  }

  /** Returns whether the client has kept the connection waiting for too long. */
  boolean isOverdue() {
    return patience.overdue().isPositive();
  }

  /** Ends the connection for another thread. */
  @Override
  public void close() throws IOException {
    boolean waiting;
    synchronized (this) {
      closed = true;
      waiting = !transferring;
    }
    channel.close();
    if (waiting) {
      // it may be waiting for the image to be decoded; in a transfer, this would close the image
      thread.interrupt();
    }
  }

  /** Waits for the end of its thread. */
  void join(Duration most) throws InterruptedException {
    boolean _ = thread.join(most);
  }
}
