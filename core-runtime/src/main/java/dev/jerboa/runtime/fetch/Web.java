package dev.jerboa.runtime.fetch;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.RemoteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/** Asks for one file, follows redirects, and notices that nothing comes any more. */
final class Web implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 5;

  private final RemoteFile file;
  private final Origin origin;
  private final Map<String, HttpClient> clients = new HashMap<>();

  Web(RemoteFile file) {
    this.file = file;
    this.origin = new Origin(file);
  }

  private static HttpClient client(String scheme) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .proxy(new EnvironmentProxy(System.getenv()));
    if (scheme.equals("https")) { // reading the list of authorities takes a while
      client.sslContext(HostTrust.context(System.getenv()));
    }
    return client.build();
  }

  /**
   * Asks for the file.
   *
   * @param headers beside those that the file has itself
   * @param received how many bytes have come; it is asked again and again, and tells the progress
   * @throws Trouble if it may work later
   * @throws JerboaException if it will not
   * @throws IOException if the disk is in the way
   */
  HttpResponse<Void> get(
      Map<String, String> headers, BodyHandler<Void> body, LongSupplier received, Deadline deadline)
      throws Trouble, IOException, InterruptedException {
    URI url = file.url();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Void> response = await(request(url, headers), body, received, deadline);
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      String location = response.headers().firstValue("location").orElse("");
      url = origin.follow(url, location);
    }
    throw FetchErrors.redirect(file, "more than %d times".formatted(MOST_REDIRECTS));
  }

  private HttpRequest request(URI url, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(SILENCE);
    headers.forEach(request::header);
    if (origin.owns(url)) {
      file.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
    }
    return request.build();
  }

  private HttpResponse<Void> await(
      HttpRequest request, BodyHandler<Void> body, LongSupplier received, Deadline deadline)
      throws Trouble, IOException, InterruptedException {
    HttpClient client = clients.computeIfAbsent(request.uri().getScheme(), Web::client);
    CompletableFuture<HttpResponse<Void>> response = client.sendAsync(request, body);
    try {
      return await(response, received, deadline);
    } catch (ExecutionException e) {
      throw trouble(e.getCause());
    } finally {
      response.cancel(true);
    }
  }

  private static HttpResponse<Void> await(
      CompletableFuture<HttpResponse<Void>> response, LongSupplier received, Deadline deadline)
      throws Trouble, InterruptedException, ExecutionException {
    long seen = received.getAsLong();
    Deadline silence = deadline.atMost(CONNECT.plus(SILENCE));
    while (!silence.expired()) {
      try {
        return response.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        long now = received.getAsLong();
        if (now != seen) {
          seen = now;
          silence = deadline.atMost(SILENCE);
        }
      }
    }
    throw new Trouble("nothing came any more", 0);
  }

  private Trouble trouble(Throwable cause) throws PartFile.DiskException {
    return switch (cause) {
      case JerboaException e -> throw e;
      case UncheckedIOException e -> trouble(e.getCause());
      case PartFile.DiskException e -> throw e;
      case SSLException e when !isCut(e) -> throw FetchErrors.untrusted(file, e);
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          new Trouble("the name " + file.url().getHost() + " is not known", e);
      case ConnectException e -> new Trouble("the server does not answer", e);
      case IOException e -> new Trouble(String.valueOf(e.getMessage()), e);
      default -> throw new IllegalStateException("fetching " + file, cause);
    };
  }

  /** A connection that ends in the middle of a record is no question of trust. */
  private static boolean isCut(SSLException e) {
    return e.getCause() instanceof IOException && !(e.getCause() instanceof SSLException);
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::shutdownNow);
    clients.values().forEach(HttpClient::close);
  }
}
