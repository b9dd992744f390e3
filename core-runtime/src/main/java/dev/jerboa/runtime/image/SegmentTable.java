package dev.jerboa.runtime.image;

import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.SegmentDigest;
import dev.jerboa.runtime.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segments of an image with its size and digest, and their form on disk.
 *
 * <p>The text has a line that names the version, a line per segment, a line per note, a line for
 * the whole, and as an end mark a line with the digest of all lines before it.
 *
 * @param notes what people should know of the segments, a line each
 */
record SegmentTable(long size, String sha256, List<Segment> segments, List<String> notes) {
  private static final String VERSION = "jerboa-segments 3";
  private static final String NOTE = "note ";
  private static final String END = "end ";

  SegmentTable {
    segments = List.copyOf(segments);
    notes = notes.stream().map(note -> note.replaceAll("\\p{Cntrl}+", " ")).toList();
  }

  String toText() {
    StringBuilder text = new StringBuilder(VERSION).append('\n');
    for (Segment segment : segments) {
      text.append(
          "segment %d %d %s %s %s\n"
              .formatted(
                  segment.offset(),
                  segment.length(),
                  segment.kind(),
                  segment.digest().sha256(),
                  segment.digest().sha512()));
    }
    notes.forEach(note -> text.append(NOTE).append(note).append('\n'));
    text.append("total %d %s\n".formatted(size, sha256));
    return text + END + digest(text) + "\n";
  }

  /** Reads a table back, or nothing if it is not complete, not sound or of another version. */
  static Optional<SegmentTable> parse(String text) {
    int end = text.lastIndexOf(END);
    if (!text.startsWith(VERSION + "\n")
        || end < 0
        || !text.substring(end).equals(END + digest(text.substring(0, end)) + "\n")) {
      return Optional.empty();
    }
    List<Segment> segments = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    SegmentTable table = new SegmentTable(0, "", segments, notes);
    for (String line : text.substring(0, end).lines().skip(1).toList()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "segment" -> segments.add(segment(words));
        case "note" -> notes.add(line.substring(NOTE.length()));
        case "total" ->
            table = new SegmentTable(Long.parseLong(words[1]), words[2], segments, notes);
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(table);
  }

  private static Segment segment(String[] words) {
    return new Segment(
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Segment.Kind.valueOf(words[3]),
        new SegmentDigest(words[4], words[5]));
  }

  private static String digest(CharSequence text) {
    MessageDigest digest = Sha256.start();
    digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return Sha256.finish(digest);
  }
}
