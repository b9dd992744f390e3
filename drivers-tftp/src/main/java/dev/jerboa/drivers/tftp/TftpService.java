package dev.jerboa.drivers.tftp;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The running server: who may ask, what there is, and what is under way. */
final class TftpService implements FileService {
  /** What a service is started with. */
  record Offer(List<ServedFile> files, ServeListener listener, Patience patience) {
    Map<String, ServedFile> byName() {
      return files.stream().collect(Collectors.toUnmodifiableMap(ServedFile::name, file -> file));
    }
  }

  private static final int WELL_KNOWN_PORT = 69;

  private final List<BoundAddress> addresses;
  private final Map<String, ServedFile> files;
  private final Offer offer;
  private final Journal journal;
  private final Transfers transfers = new Transfers();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final RequestLoop loop;
  private volatile List<Subnet> admitted = List.of();

  TftpService(List<BoundAddress> addresses, Offer offer, Journal journal) throws IOException {
    this.addresses = addresses;
    this.files = offer.byName();
    this.offer = offer;
    this.journal = journal;
    this.loop = new RequestLoop(addresses, this::hears, this::read, journal);
  }

  @Override
  public void admit(Subnet board) {
    admitted = List.of(board);
  }

  private boolean hears(InetSocketAddress client) {
    boolean known = admits(client.getAddress());
    if (!known) {
      journal.stranger(client);
    }
    return known;
  }

  private boolean admits(InetAddress host) {
    return admitted.stream().anyMatch(subnet -> subnet.contains(host));
  }

  private Optional<ByteBuffer> read(
      BoundAddress asked, InetSocketAddress client, Packet.Request request) throws IOException {
    ServedFile file = files.get(request.name());
    if (file == null) {
      journal.refused(client, "no file " + request.name());
      return Optional.of(Packet.error(Packet.NOT_FOUND, "no such file"));
    }
    switch (transfers.admit(client, file.name())) {
      case NEW -> begin(asked, client, file, request.options());
      case FULL -> journal.refused(client, "too many transfers");
      case KNOWN -> {}
    }
    return Optional.empty();
  }

  private void begin(
      BoundAddress asked, InetSocketAddress client, ServedFile file, Map<String, String> wishes)
      throws IOException {
    long size = file.content().size();
    Progress progress = new Progress(file.name(), size);
    Options options = Options.negotiate(wishes, size, asked.mtu());
    Transfer.Job job = new Transfer.Job(file, options, offer.listener(), offer.patience());
    Endpoint endpoint = Endpoint.open(asked.address(), client, this::admits);
    journal.began(file.name(), progress);
    transfers.start(new Transfer(job, endpoint, progress), () -> journal.ended(client, progress));
  }

  @Override
  public URI location(String name, Inet4Address board, int prefix) {
    if (!files.containsKey(name)) {
      throw JerboaException.of(
              ErrorClass.INTERNAL, "not-served", "TFTP serves " + files.keySet() + ", not " + name)
          .hint("report this as a defect");
    }
    Subnet network = new Subnet(board, prefix);
    BoundAddress reached =
        addresses.stream()
            .filter(address -> addresses.size() == 1 || network.contains(address.address()))
            .findFirst()
            .orElseThrow(() -> unreachable(network));
    String port = reached.port() == WELL_KNOWN_PORT ? "" : ":" + reached.port();
    return URI.create("tftp://" + reached.address().getHostAddress() + port + "/" + name);
  }

  private JerboaException unreachable(Subnet network) {
    return JerboaException.of(
            ErrorClass.CONFIG,
            "no-route-to-board",
            "no TFTP address lies in the board's network " + network + "; bound are " + addresses)
        .hint("give the exporter an address in that network, or correct the board's address");
  }

  @Override
  public String summary() {
    return journal.summary(admitted);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      loop.close();
    } catch (IOException e) {
      journal.failed("the TFTP request loop did not close", e);
    }
    addresses.forEach(BoundAddress::close);
    int left = transfers.close();
    if (left > 0) {
      journal.failed(
          left + " TFTP transfers still run",
          new IllegalStateException("a source of bytes ignores interrupts"));
    }
  }
}
