package dev.jerboa.drivers.http;

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.files.FileServer;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import java.net.Inet4Address;
import java.util.List;

/** Serves the files of a flash over HTTP; holds nothing between flashes. */
final class HttpImageServer implements Driver, FileServer {
  private final HttpConfig config;
  private final String path;

  HttpImageServer(HttpConfig config, String path) {
    this.config = config;
    this.path = path;
  }

  @Override
  public FileService start(List<ServedFile> files, ServeListener listener) {
    List<Inet4Address> addresses =
        config.address().map(List::of).orElseGet(LocalAddresses::ofThisHost);
    return HttpService.start(
        new Binding(path, addresses, config.port()), new Catalog(files), listener, Limits.DEFAULT);
  }
}
