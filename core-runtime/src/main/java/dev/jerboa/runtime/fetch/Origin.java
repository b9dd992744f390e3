package dev.jerboa.runtime.fetch;

import dev.jerboa.api.flash.RemoteFile;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/** Where requests may go: what was asked for, and redirects that are no danger. */
final class Origin {
  private final RemoteFile file;

  Origin(RemoteFile file) {
    this.file = file;
  }

  /** Returns whether a URL is on the server that was named, which alone gets the headers. */
  boolean owns(URI url) {
    return key(url).equals(key(file.url()));
  }

  private static String key(URI url) {
    int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    return url.getScheme() + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /**
   * Follows a redirect from one URL.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code TRUST} if it leads where no image is
   */
  URI follow(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw FetchErrors.redirect(file, "to what is no URL").causedBy(e);
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.matches("https?") || to.getHost() == null) {
      throw FetchErrors.redirect(file, "to a place that is not on the web (%s)".formatted(scheme));
    }
    if (from.getScheme().equals("https") && scheme.equals("http")) {
      throw FetchErrors.redirect(file, "from https to http, where anybody can change the image");
    }
    if (isLinkLocal(to) && !isLinkLocal(file.url())) {
      throw FetchErrors.redirect(file, "to a link-local address, " + to.getHost());
    }
    return to;
  }

  private static boolean isLinkLocal(URI url) {
    try {
      return InetAddress.getByName(url.getHost()).isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return false; // the request itself will say so
    }
  }
}
