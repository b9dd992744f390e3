package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import java.util.HashMap;
import java.util.Map;

/**
 * What the board found in one round at the places that it was asked for, and in pieces of those
 * that differ, as far as the console has let it through. Not safe for use by several threads.
 */
public final class Digests {
  private record Place(long offset, long length) {}

  private final DigestAlgorithm algorithm;
  private final Map<Place, String> found = new HashMap<>();

  /**
   * Starts with nothing.
   *
   * @param algorithm by which the board was asked
   */
  Digests(DigestAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  /** Starts with nothing, for the digests that the board of a run computes. */
  public static Digests none(FlashRun run) {
    return new Digests(run.get(Part.TOOLS).algorithm());
  }

  /** Notes the digest of what lies where a segment is to lie. */
  void put(Segment segment, String digest) {
    put(place(segment), digest);
  }

  void put(Extent extent, String digest) {
    put(new Place(extent.offset(), extent.length()), digest);
  }

  /** A digest of another length was damaged on the console. */
  private void put(Place place, String digest) {
    if (digest.length() == algorithm.digits()) {
      found.put(place, digest);
    }
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
    return segment.digest().by(algorithm).equals(found.get(place(segment)));
  }

  private static Place place(Segment segment) {
    return new Place(segment.offset(), segment.length());
  }
}
