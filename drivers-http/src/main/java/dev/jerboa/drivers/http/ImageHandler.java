package dev.jerboa.drivers.http;

import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.Subnet;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Answers every request of a service: decides what to send, then sends it. */
final class ImageHandler implements Handler {
  private static final Header ALLOW = HeaderValues.createCached(HeaderNames.ALLOW, "GET, HEAD");
  private static final Header BYTES = HeaderValues.createCached(HeaderNames.ACCEPT_RANGES, "bytes");
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
  private static final Header OCTETS =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/octet-stream");
  private static final Header TEXT =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain");

  private final Catalog catalog;
  private final Journal journal;
  private final InFlight inFlight;
  private final BodyWriter bodies;
  private volatile Optional<Subnet> admitted = Optional.empty();

  ImageHandler(Catalog catalog, Journal journal, InFlight inFlight, ServeListener listener) {
    this.catalog = catalog;
    this.journal = journal;
    this.inFlight = inFlight;
    this.bodies = new BodyWriter(journal, listener);
  }

  void admit(Subnet board) {
    admitted = Optional.of(board);
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    if (!inFlight.enter()) {
      throw new CloseConnectionException("the service has ended");
    }
    try {
      answer(request, response);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      // Helidon would tell the client what went wrong, and keep the connection
      journal.failure(e.toString());
      throw new CloseConnectionException("cannot answer", e);
    } finally {
      inFlight.leave();
    }
  }

  private void answer(ServerRequest request, ServerResponse response) {
    boolean close = mustClose(request);
    if (close) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    response.header(NO_STORE);
    decide(request, response);
    if (close) {
      // Helidon 4.2.0 announces the end of the connection but keeps it open
      throw new CloseConnectionException("asked by the client");
    }
  }

  private void decide(ServerRequest request, ServerResponse response) {
    InetSocketAddress peer = (InetSocketAddress) request.remotePeer().address();
    String host = peer.getAddress().getHostAddress();
    if (admitted.filter(board -> board.contains(peer.getAddress())).isEmpty()) {
      journal.refusal(host);
      response.status(Status.FORBIDDEN_403).send();
      return;
    }
    Method method = request.prologue().method();
    Catalog.Entry entry = catalog.find(request.prologue().uriPath().rawPath());
    journal.request(host, method(method) + " " + label(entry));
    if (isAmbiguous(request)) {
      text(request, response.status(Status.BAD_REQUEST_400), "bad request\n");
    } else if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
      response.header(ALLOW);
      text(request, response.status(Status.METHOD_NOT_ALLOWED_405), "method not allowed\n");
    } else {
      switch (entry) {
        case Catalog.Found(Slice slice) -> content(request, response, slice);
        case Catalog.OutOfBounds out -> unsatisfiable(response, out.file().content().size());
        case Catalog.Missing _ ->
            text(request, response.status(Status.NOT_FOUND_404), "not found\n");
      }
    }
  }

  private void content(ServerRequest request, ServerResponse response, Slice slice) {
    response.header(BYTES);
    response.header(HeaderNames.ETAG, slice.tag().text());
    if (value(request, HeaderNames.IF_NONE_MATCH).filter(slice.tag()::isListedIn).isPresent()) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(OCTETS);
    if (isHead(request)) {
      response.contentLength(slice.length());
      response.send();
      return;
    }
    switch (range(request, slice)) {
      case ByteRange.Whole _ -> bodies.send(response, slice, 0, slice.length());
      case ByteRange.Part part -> {
        response.status(Status.PARTIAL_CONTENT_206);
        response.header(
            HeaderNames.CONTENT_RANGE,
            "bytes " + part.first() + "-" + part.last() + "/" + slice.length());
        bodies.send(response, slice, part.first(), part.length());
      }
      case ByteRange.Unsatisfiable _ -> unsatisfiable(response, slice.length());
    }
  }

  private static ByteRange range(ServerRequest request, Slice slice) {
    boolean stale =
        value(request, HeaderNames.IF_RANGE)
            .filter(tag -> !slice.tag().allowsRange(tag))
            .isPresent();
    return value(request, HeaderNames.RANGE)
        .filter(_ -> !stale)
        .map(header -> ByteRange.parse(header, slice.length()))
        .orElseGet(ByteRange.Whole::new);
  }

  private static void unsatisfiable(ServerResponse response, long size) {
    response.header(HeaderNames.CONTENT_RANGE, "bytes */" + size);
    response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416).send();
  }

  private static void text(ServerRequest request, ServerResponse response, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    response.header(TEXT);
    if (isHead(request)) {
      response.contentLength(bytes.length);
      response.send();
    } else {
      response.send(bytes);
    }
  }

  /** Tells whether the request has two lengths, the way to smuggle a second one past a proxy. */
  private static boolean isAmbiguous(ServerRequest request) {
    return request.headers().contains(HeaderNames.TRANSFER_ENCODING)
        && request.headers().contains(HeaderNames.CONTENT_LENGTH);
  }

  /**
   * Tells whether the connection ends with the answer: asked for in any case of letters, which
   * Helidon 4.2.0 compares exactly, or because a body follows that nobody wants.
   */
  private static boolean mustClose(ServerRequest request) {
    return value(request, HeaderNames.CONNECTION).stream()
            .flatMap(value -> List.of(value.split(",")).stream())
            .anyMatch(option -> option.strip().equalsIgnoreCase("close"))
        || request.headers().contains(HeaderNames.TRANSFER_ENCODING)
        || value(request, HeaderNames.CONTENT_LENGTH).filter(v -> !v.equals("0")).isPresent();
  }

  private static boolean isHead(ServerRequest request) {
    return request.prologue().method().equals(Method.HEAD);
  }

  private static String method(Method method) {
    return method.equals(Method.GET) || method.equals(Method.HEAD) ? method.text() : "(other)";
  }

  private static String label(Catalog.Entry entry) {
    return switch (entry) {
      case Catalog.Found(Slice slice) -> slice.label();
      case Catalog.OutOfBounds out -> out.file().name() + " out of bounds";
      case Catalog.Missing _ -> "(unknown)";
    };
  }

  private static Optional<String> value(ServerRequest request, HeaderName name) {
    List<String> values = request.headers().all(name, List::of);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }
}
