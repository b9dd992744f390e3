package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.Segment;
import java.util.List;
import java.util.Map;

/** A way to bring segments to the medium and to read what is there. */
public interface Transfers {
  /**
   * Writes some segments and digests others, at the same time where the board can.
   *
   * @return the digests of {@code reads}, as far as the console has let them through; what was to
   *     be written is on the medium
   * @throws dev.jerboa.api.JerboaException if something cannot be written
   */
  Map<Segment, String> round(List<Segment> writes, List<Segment> reads) throws InterruptedException;
}
