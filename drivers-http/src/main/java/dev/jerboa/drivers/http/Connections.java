package dev.jerboa.drivers.http;

import dev.jerboa.api.Deadline;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes every connection of a service, as the only selector: Helidon then does not wait for it. */
final class Connections implements ServerConnectionSelector {
  private final Limits limits;
  private final Http1ConnectionSelector http11 =
      Http1ConnectionSelector.builder()
          .config(
              Http1Config.builder()
                  .maxPrologueLength(Http10.MAX_LINE)
                  .maxHeadersSize(Http10.MAX_HEAD)
                  .sendLog(false)
                  .receiveLog(false)
                  .build())
          .build();
  private final CountDownLatch timerEnded = new CountDownLatch(1);
  private volatile boolean closing;

  Connections(Limits limits) {
    this.limits = limits;
  }

  Limits limits() {
    return limits;
  }

  ServerConnection http11(ConnectionContext context) {
    return http11.connection(context);
  }

  /**
   * Ends the thread of Helidon's idle timer, which version 4.2.0 leaves behind for every server,
   * together with all that the server refers to.
   *
   * <p>Only an exception in the timer's task ends it, and the task only calls connections: so one
   * is opened.
   */
  void endTimer(InetSocketAddress listener, Deadline deadline)
      throws IOException, InterruptedException {
    closing = true;
    try (Socket socket = new Socket()) {
      socket.connect(listener, (int) Math.max(1, deadline.remaining().toMillis()));
      timerEnded.await(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Throws on the thread of the timer once {@link #endTimer} has begun. */
  void endTimerIfClosing() {
    if (closing) {
      Thread.currentThread().setUncaughtExceptionHandler((_, _) -> timerEnded.countDown());
      throw new IllegalStateException("the service has ended");
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of("http/1.1");
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new BoardConnection(context, this);
  }
}
