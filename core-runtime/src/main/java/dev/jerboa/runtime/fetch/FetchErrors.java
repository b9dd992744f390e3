package dev.jerboa.runtime.fetch;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.RemoteFile;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Makes the errors of fetching a file. */
final class FetchErrors {
  private FetchErrors() {}

  static JerboaException refused(RemoteFile file, int status, String server) {
    String text = "%s cannot be fetched: %s answers %d".formatted(file, server, status);
    return JerboaException.of(ErrorClass.FETCH, "http-" + status, text).hint(advice(status));
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 -> "Give the server's credentials with --bearer or --header.";
      case 404, 410 -> "Check the URL: the server has no such file.";
      default -> "Try the URL with another client, such as curl -v.";
    };
  }

  static JerboaException gaveUp(RemoteFile file, Trouble last, int failures) {
    return JerboaException.of(
            ErrorClass.FETCH,
            "fetch",
            "%s could not be fetched, %d attempts failed, the last because %s"
                .formatted(file, failures, last.getMessage()))
        .hint("Check the network and the server; what has come is kept, and the rest fetched then.")
        .causedBy(last);
  }

  static JerboaException untrusted(RemoteFile file, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    for (Throwable t = cause; t != null; t = t.getCause()) {
      why = String.valueOf(t.getMessage());
      if (t instanceof CertificateExpiredException
          || t instanceof CertificateNotYetValidException) {
        why =
            "its certificate is not valid now, by this host's clock at %s: %s"
                .formatted(now(), why);
        break;
      }
    }
    return JerboaException.of(
            ErrorClass.TRUST, "tls", "The server of %s cannot be trusted: %s".formatted(file, why))
        .hint(
            "Check the host's clock and the server's certificate; a CA of your own belongs into"
                + " the host's store, or into the file that SSL_CERT_FILE names.")
        .causedBy(cause);
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
  }

  static JerboaException redirect(RemoteFile file, String what) {
    return JerboaException.of(ErrorClass.TRUST, "redirect", "%s redirects %s".formatted(file, what))
        .hint("Name the URL where the file really is.");
  }
}
