package dev.jerboa.runtime.fetch;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Trusts the authorities that other programs of this host trust, among them those of its owner; a
 * JDK by itself knows its own list only.
 */
final class HostTrust {
  /** OpenSSL's name, which curl heeds as well. */
  private static final String VARIABLE = "SSL_CERT_FILE";

  /** Debian's, and Fedora's place. */
  private static final Stream<Path> places() {
    return Stream.of(
        Path.of("/etc/ssl/certs/ca-certificates.crt"), Path.of("/etc/pki/tls/certs/ca-bundle.crt"));
  }

  private HostTrust() {}

  static SSLContext context(Map<String, String> environment) {
    Optional<Path> named = Optional.ofNullable(environment.get(VARIABLE)).map(Path::of);
    Optional<Path> list = named.or(() -> places().filter(Files::isReadable).findFirst());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(list.isPresent() ? read(list.get()) : null);
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw JerboaException.of(
              ErrorClass.TRUST,
              "ca-file",
              "The list of trusted authorities%s cannot be used: %s"
                  .formatted(list.map(file -> " " + file).orElse(""), e.getMessage()))
          .hint("Set %s to a file with certificates in PEM form.".formatted(VARIABLE))
          .causedBy(e);
    }
  }

  private static KeyStore read(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("host-" + number++, each);
      }
    }
    return store;
  }
}
