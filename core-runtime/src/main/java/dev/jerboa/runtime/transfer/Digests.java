package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.Segment;
import java.util.HashMap;
import java.util.Map;

/**
 * What the board found in one round at the places that it was asked for, and in pieces of those
 * that differ, as far as the console has let it through. Not safe for use by several threads.
 */
public final class Digests {
  private record Place(long offset, long length) {}

  private final Map<Place, String> found = new HashMap<>();

  /** Notes the digest of what lies where a segment is to lie. */
  void put(Segment segment, String digest) {
    found.put(place(segment), digest);
  }

  void put(Extent extent, String digest) {
    found.put(new Place(extent.offset(), extent.length()), digest);
  }

  void putAll(Digests others) {
    found.putAll(others.found);
  }

  /** Returns whether the digest of the place is known. */
  public boolean know(Segment segment) {
    return found.containsKey(place(segment));
  }

  /** Returns whether the place is known to hold the segment. */
  public boolean prove(Segment segment) {
    String digest = found.get(place(segment));
    return digest != null && segment.digest().is(digest);
  }

  private static Place place(Segment segment) {
    return new Place(segment.offset(), segment.length());
  }
}
