package dev.jerboa.drivers.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One client's connection: Helidon's HTTP/1.1 with time limits, for HTTP/1.0 clients too, that ends
 * at once when it has to.
 */
final class BoardConnection implements ServerConnection {
  private final ConnectionContext context;
  private final Connections connections;
  private final Patience patience;
  private volatile Optional<Thread> thread = Optional.empty();

  BoardConnection(ConnectionContext context, Connections connections) {
    this.context = context;
    this.connections = connections;
    this.patience = new Patience(connections.limits());
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    thread = Optional.of(Thread.currentThread());
    DataReader reader = Http10.upgrade(new DataReader(this::receive));
    PatientWriter writer = new PatientWriter(context.dataWriter(), patience);
    connections.http11(new BoardContext(context, reader, writer)).handle(limit);
  }

  /** Returns the next bytes, or null at the end as {@link HelidonSocket#get} does. */
  private byte[] receive() {
    patience.reading();
    try {
      return context.serverSocket().get();
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("the client is gone", e);
    } finally {
      patience.read();
    }
  }

  /** Returns how long the client is over its time; Helidon's timer closes at more than zero. */
  @Override
  public Duration idleTime() {
    connections.endTimerIfClosing();
    return patience.overdue();
  }

  @Override
  public void close(boolean interrupt) {
    // frees a thread that is blocked on the client, in the midst of an answer too
    context.serverSocket().close();
    if (interrupt) {
      thread.ifPresent(Thread::interrupt); // it may be waiting for the image to be decoded
    }
  }
}
