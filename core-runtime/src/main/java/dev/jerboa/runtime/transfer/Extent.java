package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive segments of one kind, moved as one, or a piece of a segment.
 *
 * @param offset where it starts on the device, in bytes
 * @param length its length in bytes
 * @param kind what it holds
 */
public record Extent(long offset, long length, Segment.Kind kind) {
  /** How long the pieces are that a segment is cut into, in bytes. */
  private static final long PIECE = 1 << 20;

  long end() {
    return offset + length;
  }

  /** Returns whether it holds nothing but zeros, which need not be fetched. */
  boolean zero() {
    return kind != Segment.Kind.DATA;
  }

  /** Joins segments, given in order, where one begins at the end of another of the same kind. */
  static List<Extent> of(List<Segment> segments) {
    List<Extent> extents = new ArrayList<>();
    for (Segment segment : segments) {
      Extent last = extents.isEmpty() ? null : extents.getLast();
      if (last != null && last.end() == segment.offset() && last.kind == segment.kind()) {
        extents.removeLast();
        extents.add(new Extent(last.offset, last.length + segment.length(), last.kind));
      } else {
        extents.add(new Extent(segment.offset(), segment.length(), segment.kind()));
      }
    }
    return extents;
  }

  /** Cuts a segment into pieces that can be compared each. */
  public static List<Extent> pieces(Segment segment) {
    List<Extent> pieces = new ArrayList<>();
    for (long at = segment.offset(); at < segment.end(); at += PIECE) {
      pieces.add(new Extent(at, Math.min(PIECE, segment.end() - at), segment.kind()));
    }
    return pieces;
  }
}
