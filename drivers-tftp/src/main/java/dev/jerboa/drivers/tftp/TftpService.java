package dev.jerboa.drivers.tftp;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The running server: who may ask, what there is, and what is under way. */
final class TftpService implements FileService {
  /** What a service is started with. */
  record Offer(List<ServedFile> files, ServeListener listener, Patience patience) {}

  private static final int WELL_KNOWN_PORT = 69;

  private final Addresses addresses;
  private final Map<String, ServedFile> files = new ConcurrentHashMap<>();
  private final Offer offer;
  private final Journal journal;
  private final Transfers transfers = new Transfers();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final RequestLoop loop;
  private volatile List<Subnet> admitted = List.of();

  TftpService(Addresses addresses, Offer offer, Journal journal) throws IOException {
    this.addresses = addresses;
    offer.files().forEach(this::offer);
    this.offer = offer;
    this.journal = journal;
    this.loop = new RequestLoop(addresses.bound(), this::hears, this::read, journal);
  }

  @Override
  public void offer(ServedFile file) {
    files.put(file.name(), file);
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
    try {
      transfers.start(new Transfer(job, endpoint, progress), () -> journal.ended(client, progress));
    } catch (OutOfMemoryError e) {
      // No more threads or buffers: the client may ask again.
      endpoint.close();
      throw e;
    }
  }

  @Override
  public URI location(String name, Inet4Address board, int prefix) {
    if (!files.containsKey(name)) {
      throw JerboaException.of(
              ErrorClass.INTERNAL, "not-served", "TFTP serves " + files.keySet() + ", not " + name)
          .hint("report this as a defect");
    }
    BoundAddress reached = addresses.towards(new Subnet(board, prefix));
    String port = reached.port() == WELL_KNOWN_PORT ? "" : ":" + reached.port();
    return URI.create("tftp://" + reached.address().getHostAddress() + port + "/" + name);
  }

  @Override
  public String summary() {
    return journal.summary(admitted);
  }

  boolean closed() {
    return closed.get();
  }

  /** Stops within 2 s, even if the calling thread is interrupted. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      free(loop);
      free(addresses);
      int left = transfers.close();
      if (left > 0) {
        journal.failed("a source of bytes holds " + left + " TFTP transfers");
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void free(Closeable part) {
    try {
      part.close();
    } catch (IOException e) {
      journal.failed("TFTP did not close: " + e);
    }
  }
}
