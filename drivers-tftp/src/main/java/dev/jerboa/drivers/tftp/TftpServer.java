package dev.jerboa.drivers.tftp;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.files.FileServer;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves files over TFTP: read only, mode octet only, to one network. */
final class TftpServer implements Driver, FileServer {
  private final TftpConfig config;
  private final DriverContext context;
  private final Patience patience;
  private final Set<TftpService> started = ConcurrentHashMap.newKeySet();

  TftpServer(TftpConfig config, DriverContext context) {
    this(config, context, Patience.NORMAL);
  }

  TftpServer(TftpConfig config, DriverContext context, Patience patience) {
    this.config = config;
    this.context = context;
    this.patience = patience;
  }

  @Override
  public FileService start(List<ServedFile> files, ServeListener listener) {
    started.removeIf(TftpService::closed);
    Addresses addresses = Addresses.bind(config.address(), config.port());
    try {
      TftpService.Offer offer = new TftpService.Offer(List.copyOf(files), listener, patience);
      TftpService service = new TftpService(addresses, offer, new Journal(context.logger()));
      started.add(service);
      return service;
    } catch (IOException e) {
      throw addresses.closedAfter(
          JerboaException.of(
                  ErrorClass.FETCH, "not-started", "TFTP server " + context.path() + ": " + e)
              .hint("raise the limit of open files (ulimit -n)")
              .causedBy(e));
    } catch (RuntimeException e) {
      throw addresses.closedAfter(e);
    }
  }

  /** Ends every service that is still running. */
  @Override
  public void close() {
    started.forEach(TftpService::close);
    started.clear();
  }
}
