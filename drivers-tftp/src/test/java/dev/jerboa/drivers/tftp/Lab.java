package dev.jerboa.drivers.tftp;

import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import dev.jerboa.testkit.TestContext;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A server on a free port of the loopback address, and the ways into it. */
final class Lab implements AutoCloseable {
  static final Inet4Address LOOPBACK = Inet4Address.ofLiteral("127.0.0.1");

  /** Gives up early, so that a test need not wait for a minute. */
  static final Patience HASTY =
      new Patience(
          Duration.ofMillis(100),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofMillis(1500));

  /** Sends nothing again by itself while a test looks. */
  static final Patience CALM =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20));

  final TestContext context = TestContext.in(Path.of("")).at("dut.tftp");
  final TftpServer server;
  final FileService service;
  private final ServedFile first;

  private Lab(Patience patience, ServeListener listener, ServedFile... files) {
    TftpConfig config =
        new TftpConfig(Optional.of("127.0.0.1"), 0, Optional.empty(), Optional.empty());
    server = new TftpServer(config, context, patience);
    service = server.start(List.of(files), listener);
    first = files[0];
  }

  /** Starts a server that answers everyone on this machine. */
  static Lab serving(ServedFile... files) {
    return serving(Patience.NORMAL, files);
  }

  static Lab serving(Patience patience, ServedFile... files) {
    Lab lab = new Lab(patience, ServeListener.NONE, files);
    lab.service.admit(new Subnet(LOOPBACK, 8));
    return lab;
  }

  static Lab listening(ServeListener listener, ServedFile... files) {
    Lab lab = new Lab(Patience.NORMAL, listener, files);
    lab.service.admit(new Subnet(LOOPBACK, 8));
    return lab;
  }

  /** Starts a server that answers nobody yet. */
  static Lab closed(ServedFile... files) {
    return new Lab(Patience.NORMAL, ServeListener.NONE, files);
  }

  static ServedFile file(String name, long size) {
    return new ServedFile(name, new PatternSource(size));
  }

  InetSocketAddress address() {
    URI location = service.location(first.name(), LOOPBACK, 8);
    return new InetSocketAddress(location.getHost(), location.getPort());
  }

  Wire wire() {
    return new Wire(address(), Faults.NONE);
  }

  Wire wire(Faults faults) {
    return new Wire(address(), faults);
  }

  /** Waits until no thread of a transfer is left. */
  static void awaitNoTransfers() {
    Waiting.until("all transfers are over", () -> threads("tftp /") == 0);
  }

  static long threads(String prefix) {
    Thread[] all = new Thread[Thread.activeCount() + 300];
    int count = Thread.enumerate(all);
    return Arrays.stream(all, 0, count).filter(t -> t.getName().startsWith(prefix)).count();
  }

  @Override
  public void close() {
    server.close();
  }
}
