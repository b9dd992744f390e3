package dev.jerboa.runtime.fetch;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.RemoteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches one file over HTTP, going on where a connection broke off, and only with bytes of the
 * same version: anything else begins again from the first byte.
 *
 * <p>For one use by one thread.
 */
public final class Fetch {
  private static final int MOST_FAILURES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private final RemoteFile file;
  private final PartFile part;
  private final Watch watch;
  private final Room room;

  /** Makes room for bytes, or refuses them. */
  public interface Room {
    /**
     * Makes room.
     *
     * @throws JerboaException of class {@code FETCH}
     */
    void require(long bytes) throws IOException;
  }

  /**
   * Prepares to fetch a file.
   *
   * @param part gets its bytes, and may have some already
   */
  public Fetch(RemoteFile file, PartFile part, Watch watch, Room room) {
    this.file = file;
    this.part = part;
    this.watch = watch;
    this.room = room;
  }

  /**
   * Fetches the file, unless the server still has the version that is at hand.
   *
   * @return the version that the part file has now, whole; nothing if that at hand is current
   * @throws JerboaException of class {@code FETCH} if the server does not give it, of class {@code
   *     TRUST} if it cannot be believed
   * @throws IOException if the part file cannot be written
   */
  public Optional<Version> unlessCurrent(Optional<Version> atHand)
      throws IOException, InterruptedException {
    int failures = 0;
    try (Web web = new Web(file)) {
      while (true) {
        long before = part.size();
        try {
          return attempt(web, atHand);
        } catch (Trouble e) {
          failures = part.size() > before ? 1 : failures + 1;
          pause(e, failures);
        }
      }
    }
  }

  private void pause(Trouble trouble, int failures) throws InterruptedException {
    Duration patience = FIRST_PAUSE.multipliedBy(Math.round(Math.pow(3, failures - 1)));
    Duration asked = Duration.ofSeconds(trouble.seconds());
    Duration wanted = asked.isPositive() ? asked : patience;
    if (failures >= MOST_FAILURES
        || wanted.compareTo(LONGEST_PAUSE) > 0
        || watch.deadline().remaining().compareTo(wanted) <= 0) {
      throw FetchErrors.gaveUp(file, trouble, failures);
    }
    watch.note(
        String.format(
            Locale.ROOT,
            "fetching goes on in %.1f s, because %s",
            wanted.toMillis() / 1000.0,
            trouble.getMessage()));
    Thread.sleep(wanted);
  }

  private Optional<Version> attempt(Web web, Optional<Version> atHand)
      throws Trouble, IOException, InterruptedException {
    HttpResponse<Void> response =
        web.get(asking(atHand), this::receive, this::received, watch.deadline());
    int status = response.statusCode();
    if (status == 304 && atHand.isPresent()) {
      return Optional.empty();
    }
    if (status != 200 && status != 206) {
      throw refusal(response);
    }
    long length = part.version().length().orElse(part.size());
    if (part.size() != length) {
      throw new Trouble("%d of %d bytes came".formatted(part.size(), length), 0);
    }
    return Optional.of(part.version());
  }

  private Map<String, String> asking(Optional<Version> atHand) {
    Map<String, String> headers = new HashMap<>();
    Optional<String> tag = part.version().strongTag();
    if (part.size() > 0 && tag.isPresent()) {
      headers.put("Range", "bytes=%d-".formatted(part.size()));
      headers.put("If-Range", tag.get());
    } else if (atHand.isPresent()) {
      atHand.get().etag().ifPresent(known -> headers.put("If-None-Match", known));
      atHand.get().modified().ifPresent(known -> headers.put("If-Modified-Since", known));
    }
    return headers;
  }

  private RuntimeException refusal(HttpResponse<Void> response) throws Trouble, IOException {
    int status = response.statusCode();
    if (status == 416 && part.size() > 0) {
      part.restart(Version.UNKNOWN);
      throw new Trouble("the server does not have the rest of what it had", 0);
    }
    if (PASSING.contains(status)) {
      String after = response.headers().firstValue("retry-after").orElse("");
      throw new Trouble(
          "the server answers " + status, after.matches("\\d{1,6}") ? Long.parseLong(after) : 0);
    }
    return FetchErrors.refused(file, status, response.uri().getHost());
  }

  private BodySubscriber<Void> receive(ResponseInfo response) {
    try {
      switch (response.statusCode()) {
        case 200 -> begin(response);
        case 206 -> requireRest(response);
        default -> {
          return BodySubscribers.replacing(null); // what an error page says is for browsers
        }
      }
      return new ToPart(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(ResponseInfo response) throws IOException {
    OptionalLong length = response.headers().firstValueAsLong("content-length");
    part.restart(Version.of(response.headers(), length));
    if (length.isPresent()) {
      room.require(length.getAsLong());
    }
  }

  /** A server may answer with another range, or with a range of another version. */
  private void requireRest(ResponseInfo response) throws IOException {
    Matcher range = RANGE.matcher(response.headers().firstValue("content-range").orElse(""));
    Version version = part.version();
    boolean same =
        range.matches()
            && Long.parseLong(range.group(1)) == part.size()
            && version.length().orElse(-1) == Long.parseLong(range.group(3))
            && Long.parseLong(range.group(2)) == version.length().getAsLong() - 1
            && response.headers().firstValue("etag").or(version::etag).equals(version.etag());
    if (!same) {
      part.restart(Version.UNKNOWN);
      throw new IOException("the server sent another part than it was asked for");
    }
  }

  private long received() {
    long now = part.size();
    part.version().length().ifPresent(length -> watch.progress(now, length));
    return now;
  }
}
