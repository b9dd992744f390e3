package dev.jerboa.drivers.http;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import java.net.Inet4Address;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** One flash's HTTP service on all its addresses. */
final class HttpService implements FileService {
  /** Long enough for an answer that is about to end, too short for a download. */
  private static final Duration DRAIN = Duration.ofMillis(200);

  private static final Duration STOP = Duration.ofMillis(1500);

  private final Catalog catalog;
  private final Journal journal = new Journal();
  private final InFlight inFlight = new InFlight();
  private final ImageHandler handler;
  private final Listeners listeners;
  private final AtomicBoolean closed = new AtomicBoolean();

  private HttpService(Catalog catalog, ServeListener listener, Limits limits) {
    this.catalog = catalog;
    this.handler = new ImageHandler(catalog, journal);
    BodyWriter bodies = new BodyWriter(journal, listener);
    this.listeners =
        new Listeners(new Connection.Service(handler, bodies, journal, inFlight), limits);
  }

  /** Starts a service; all its sockets are bound when this returns. */
  static HttpService start(
      Binding binding, Catalog catalog, ServeListener listener, Limits limits) {
    HttpService service = new HttpService(catalog, listener, limits);
    service.listeners.start(binding);
    return service;
  }

  @Override
  public void admit(Subnet board) {
    handler.admit(board);
  }

  @Override
  public void offer(ServedFile file) {
    catalog.add(file);
  }

  @Override
  public URI location(String name, Inet4Address board, int prefix) {
    Subnet subnet = new Subnet(board, prefix);
    String authority =
        listeners.bound().stream()
            .filter(address -> subnet.contains(address.getAddress()))
            .findFirst()
            .map(Listeners::text)
            .orElseThrow(() -> unreachable(subnet));
    return URI.create("http://" + authority + catalog.path(name));
  }

  private JerboaException unreachable(Subnet subnet) {
    return JerboaException.of(
            ErrorClass.CONFIG,
            "http-unreachable",
            "no address of the HTTP server lies in the board's network "
                + subnet
                + "; it listens on "
                + listeners.bound().stream().map(Listeners::text).toList())
        .hint("Correct the board's address or prefix, or host: of the HTTP server.");
  }

  @Override
  public String summary() {
    return journal.sentence();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    Deadline deadline = Deadline.after(STOP);
    interrupted |= interrupted(() -> inFlight.end(deadline.atMost(DRAIN)));
    interrupted |= interrupted(() -> listeners.stop(deadline));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  /** Runs a step of closing, which must not keep the next ones from running. */
  private static boolean interrupted(Step step) {
    try {
      step.run();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
