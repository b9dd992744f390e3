package dev.jerboa.api.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file on a web server. Its text form shows neither its query, which may hold a signature, nor
 * its headers.
 *
 * @param url with {@code http} or {@code https} and a host; a name and password in it become a
 *     header
 * @param headers what is sent with each request to the server of that URL, and to no other; names
 *     without regard to case
 */
public record RemoteFile(URI url, Map<String, Secret> headers) {
  private static final Pattern LOCATION = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*");
  private static final Pattern SCHEME = Pattern.compile("(?i)https?");

  /** RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** RFC 9110, section 5.5, without what is obsolete there. */
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  private static final String AUTHORIZATION = "Authorization";

  /**
   * Checks both.
   *
   * @throws JerboaException of class {@code USAGE}
   */
  public RemoteFile {
    if (url.getScheme() == null
        || !SCHEME.matcher(url.getScheme()).matches()
        || url.getHost() == null) {
      throw wrong("an image is fetched by http or https, not from %s".formatted(shown(url)));
    }
    Map<String, Secret> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (url.getUserInfo() != null) {
      byte[] login = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      all.put(AUTHORIZATION, new Secret("Basic " + Base64.getEncoder().encodeToString(login)));
    }
    headers.forEach(RemoteFile::requireHeader);
    all.putAll(headers);
    headers = Collections.unmodifiableMap(all);
    url = withoutLogin(url);
  }

  /** Returns whether a text is meant as a URL, of whatever kind, and not as a path. */
  public static boolean isMeantBy(String location) {
    return LOCATION.matcher(location).matches();
  }

  /**
   * Reads a URL.
   *
   * @throws JerboaException of class {@code USAGE}
   */
  public static RemoteFile of(String url) {
    try {
      return new RemoteFile(new URI(url), Map.of());
    } catch (URISyntaxException e) {
      throw wrong("the URL of an image has a fault at character " + (e.getIndex() + 1));
    }
  }

  /** Returns the same file, asked for with one more header. */
  public RemoteFile withHeader(String name, Secret value) {
    return withHeaders(Map.of(name, value));
  }

  /** Returns the same file, asked for with more headers, which go before those of the same name. */
  public RemoteFile withHeaders(Map<String, Secret> more) {
    Map<String, Secret> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.putAll(more);
    return new RemoteFile(url, all);
  }

  /** Returns the last part of the path, without what no file name should have. */
  public String name() {
    String path = url.getPath() == null ? "" : url.getPath();
    String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^\\w.+-]", "_");
    String plain = last.replaceFirst("^[.]+", "");
    return plain.isEmpty() ? "image" : plain.substring(Math.max(0, plain.length() - 100));
  }

  /** Returns the URL without its query. */
  @Override
  public String toString() {
    return shown(url);
  }

  private static String shown(URI url) {
    String query = url.getRawQuery() == null ? "" : "?…";
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    return "%s://%s%s%s"
        .formatted(
            url.getScheme(),
            authority.substring(authority.lastIndexOf('@') + 1),
            url.getRawPath() == null ? "" : url.getRawPath(),
            query);
  }

  private static URI withoutLogin(URI url) {
    String text = url.toString();
    String authority = url.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int start = text.indexOf("://") + 3;
    String rest = text.substring(start + authority.length());
    int fragment = rest.indexOf('#');
    return URI.create(
        url.getScheme().toLowerCase(Locale.ROOT)
            + "://"
            + host
            + (fragment < 0 ? rest : rest.substring(0, fragment)));
  }

  private static void requireHeader(String name, Secret value) {
    if (!TOKEN.matcher(name).matches()) {
      throw wrong("'%s' is no name of a header".formatted(name));
    }
    if (!VALUE.matcher(value.reveal()).matches()) {
      throw wrong(
          "the value of the header %s has a character that no header may have".formatted(name));
    }
  }

  private static JerboaException wrong(String what) {
    return JerboaException.of(ErrorClass.USAGE, "image-url", "Wrong image source: " + what)
        .hint("Give a URL like https://host/path/image.xz, and headers like 'Name: value'.");
  }
}
