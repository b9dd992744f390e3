package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;

/** {@code curl} and {@code wget}, printing what is at a URL. */
final class HttpApplet implements Applet {
  private static final int BAD_STATUS = 400;

  private final Hardware hardware;
  private final boolean curl;

  HttpApplet(Hardware hardware, boolean curl) {
    this.hardware = hardware;
    this.curl = curl;
  }

  @Override
  public Running start(Call call) throws IOException {
    String url = call.arguments().isEmpty() ? "" : call.arguments().getLast();
    if (!url.startsWith("http://")) {
      return failure(call, 1, "not supported: " + url);
    }
    try {
      HttpDownload download =
          HttpDownload.open(URI.create(url), hardware.config().host(), this::cutAt);
      if (download.code() >= BAD_STATUS || download.code() == 0) {
        download.close();
        return failure(call, 22, "The requested URL returned error: " + download.code());
      }
      return new Running(new Told(download, call), () -> status(download));
    } catch (IOException e) {
      return failure(call, 7, "Failed to connect: " + e.getMessage());
    }
  }

  private long cutAt(long length) {
    return hardware
        .faults()
        .strike(Kind.CUT_DOWNLOAD, fault -> fault.at() < length)
        .map(Fault::at)
        .orElse(Long.MAX_VALUE);
  }

  private Running failure(Call call, int status, String message) {
    return curl
        ? call.fail(status, "curl: (" + status + ") " + message)
        : call.fail(1, "wget: " + message);
  }

  private int status(HttpDownload download) {
    if (download.missing() == 0) {
      return 0;
    }
    return curl ? 18 : 1;
  }

  /** Complains at the end where bytes are missing. */
  private final class Told extends FilterInputStream {
    private final HttpDownload download;
    private final Call call;
    private boolean told;

    Told(HttpDownload download, Call call) {
      super(download);
      this.download = download;
      this.call = call;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = part(buffer, from, length);
      if (count < 0 && download.missing() > 0 && !told) {
        told = true;
        Running _ =
            failure(
                call,
                18,
                "transfer closed with " + download.missing() + " bytes remaining to read");
      }
      return count;
    }

    /** A connection that breaks ends the transfer; what is missing tells. */
    private int part(byte[] buffer, int from, int length) throws IOException {
      try {
        return super.read(buffer, from, length);
      } catch (SocketException e) {
        return -1;
      }
    }
  }
}
