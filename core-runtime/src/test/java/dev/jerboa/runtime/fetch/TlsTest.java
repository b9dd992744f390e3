package dev.jerboa.runtime.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real certificates, made by the JDK's keytool. */
@Tag("I5")
class TlsTest {
  private static final RemoteFile FILE = RemoteFile.of("https://localhost/os.img");

  @TempDir private Path folder;

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", "keys", "-storepass", "changeit", "-alias", "server"));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(folder.resolve("keytool.log")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Makes a certificate, and returns the environment that trusts it. */
  private Map<String, String> certificate(String start) throws IOException, InterruptedException {
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-startdate",
        start,
        "-validity",
        "30");
    keytool("-exportcert", "-rfc", "-file", "server.pem");
    return Map.of("SSL_CERT_FILE", folder.resolve("server.pem").toString());
  }

  private SSLServerSocket server() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys"))) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Greets one client, as far as that trusts it. */
  private static void greet(SSLServerSocket server) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
      socket.getOutputStream().write('!');
    } catch (SSLException | SocketTimeoutException _) {
      // the client's side says why
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int greeting(Map<String, String> environment) throws Exception {
    try (SSLServerSocket server = server()) {
      Thread thread = Thread.ofVirtual().start(() -> greet(server));
      try (SSLSocket client =
          (SSLSocket)
              HostTrust.context(environment)
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
        return client.getInputStream().read();
      } finally {
        thread.join();
      }
    }
  }

  @Test
  void whoTheHostTrustsIsTrusted() throws Exception {
    assertEquals('!', greeting(certificate("-1d")));
  }

  @Test
  void whoNobodyVouchesForIsNot() throws Exception {
    Map<String, String> _ = certificate("-1d");
    SSLException e = assertThrows(SSLException.class, () -> greeting(Map.of()));
    JerboaException error = FetchErrors.untrusted(FILE, e);
    assertEquals(ErrorClass.TRUST, error.errorClass());
    assertTrue(error.getMessage().contains("certification path"), error::getMessage);
    assertTrue(error.hint().contains("SSL_CERT_FILE"), error::hint);
  }

  @Test
  void aCertificateOfLastYearIsToldWithTheClock() throws Exception {
    Map<String, String> _ = certificate("-1y");
    X509Certificate old;
    try (InputStream in = Files.newInputStream(folder.resolve("server.pem"))) {
      old = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    Exception e = assertThrows(CertificateExpiredException.class, old::checkValidity);
    String text = FetchErrors.untrusted(FILE, new SSLException("handshake", e)).getMessage();
    assertTrue(text.contains("not valid now, by this host's clock at 20"), text);
  }

  @Test
  void aListThatIsNoneIsAnError() throws IOException {
    Path list = Files.writeString(folder.resolve("list.pem"), "-----BEGIN CERTIFICATE-----\n!\n");
    JerboaException error =
        assertThrows(
            JerboaException.class,
            () -> HostTrust.context(Map.of("SSL_CERT_FILE", list.toString())));
    assertTrue(error.getMessage().contains("list.pem"), error::getMessage);
  }
}
