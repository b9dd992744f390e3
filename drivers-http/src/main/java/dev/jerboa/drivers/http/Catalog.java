package dev.jerboa.drivers.http;

import dev.jerboa.api.files.ServedFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one service and their addresses, {@code /f/TOKEN/NAME[/OFFSET-LENGTH]}. */
final class Catalog {
  /** What a path leads to. */
  sealed interface Entry {}

  /** Something that is served. */
  record Found(Slice slice) implements Entry {}

  /** A range that does not lie in the file, whose size is told. */
  record OutOfBounds(ServedFile file) implements Entry {}

  /** Anything else. */
  record Missing() implements Entry {}

  private static final Pattern PATH =
      Pattern.compile("/f/([0-9a-f]{32})/([A-Za-z0-9._-]+)(?:/([0-9]+)-([0-9]+))?");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, ServedFile> files = new ConcurrentHashMap<>();
  private final String token = randomHex(16);

  /** Identifies the contents: they do not change while they are served. */
  private final String identity = randomHex(8);

  Catalog(List<ServedFile> files) {
    files.forEach(this::add);
  }

  /** Adds a file while others are served. */
  void add(ServedFile file) {
    files.put(file.name(), file);
  }

  /** Returns the path of a file. */
  String path(String name) {
    if (!files.containsKey(name)) {
      throw new IllegalArgumentException("not served: " + name + "; served are " + files.keySet());
    }
    return "/f/" + token + "/" + name;
  }

  /** Finds what a request path leads to. */
  Entry find(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches() || !isToken(matcher.group(1)) || !files.containsKey(matcher.group(2))) {
      return new Missing();
    }
    ServedFile file = files.get(matcher.group(2));
    long size = file.content().size();
    if (matcher.group(3) == null) {
      return new Found(slice(file, file.name(), 0, size));
    }
    long offset = ByteRange.number(matcher.group(3));
    long length = ByteRange.number(matcher.group(4));
    if (offset > size || length > size - offset) {
      return new OutOfBounds(file);
    }
    return new Found(slice(file, file.name() + "/" + offset + "-" + length, offset, length));
  }

  private Slice slice(ServedFile file, String label, long offset, long length) {
    EntityTag tag = new EntityTag('"' + identity + "-" + label + '"');
    return new Slice(file, label, offset, length, tag);
  }

  private boolean isToken(String text) {
    return MessageDigest.isEqual(ascii(text), ascii(token));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
