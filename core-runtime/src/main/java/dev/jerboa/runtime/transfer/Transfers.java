package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.Segment;
import java.util.List;

/** A way to bring segments to the medium and to read what is there. */
public interface Transfers {
  /**
   * Writes some segments and digests others, at the same time where the board can.
   *
   * @return what was found at {@code reads}; what was to be written is on the medium
   * @throws dev.jerboa.api.JerboaException if something cannot be written
   */
  Digests round(List<Segment> writes, List<Segment> reads) throws InterruptedException;
}
