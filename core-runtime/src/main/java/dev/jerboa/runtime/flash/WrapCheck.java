package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.runtime.transfer.BlockIo;
import dev.jerboa.runtime.transfer.Digests;
import dev.jerboa.runtime.transfer.Extent;
import dev.jerboa.runtime.transfer.Ledger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a few places again after all has been written, to find a medium that has less memory than
 * it says.
 *
 * <p>Such a counterfeit card begins anew where its memory ends: of two places that are the same
 * memory, only the one that was written last is right, though both were read back before. Whatever
 * the true size is: if there is such a pair, the wrong one of a pair is among the places. Not safe
 * for use by several threads.
 */
final class WrapCheck {
  private static final long MIB = 1 << 20;

  /** Places are chosen by the MiB up to 32 GiB, and by multiples of that beyond. */
  private static final int MOST_UNITS = 1 << 15;

  private final List<Segment> order = new ArrayList<>();
  private final List<Segment> written;
  private final List<Extent> places = new ArrayList<>();
  private final BitSet covered = new BitSet();
  private final long unit;

  /**
   * Looks at what was done.
   *
   * @param ledger of a device that holds all of the image
   */
  WrapCheck(Ledger ledger) {
    List<Segment> all = ledger.segments();
    this.unit = all.isEmpty() ? MIB : (all.getLast().end() / MIB / MOST_UNITS + 1) * MIB;
    Set<Segment> last = new LinkedHashSet<>(ledger.log().reversed());
    this.written = List.copyOf(last).reversed();
    all.stream().filter(segment -> !last.contains(segment)).forEach(order::add);
    order.addAll(written);
    covered.set(0);
    choose(true);
    choose(false); // zeros over zeros are not seen, and zeros may come back
  }

  private int first(Segment segment) {
    return (int) (segment.offset() / unit);
  }

  private int last(Segment segment) {
    return (int) ((segment.end() - 1) / unit);
  }

  /**
   * Returns pieces of the image, of which one at least is wrong on any medium that is too small.
   */
  List<Extent> places() {
    return List.copyOf(places);
  }

  /** Chooses places of data that anything may have overwritten, or of zeros that data may have. */
  private void choose(boolean data) {
    Later later = new Later();
    written.stream()
        .filter(segment -> data || segment.kind() == Kind.DATA)
        .forEach(segment -> note(later, segment, true));
    for (Segment segment : order) {
      note(later, segment, false);
      if (data == (segment.kind() == Kind.DATA)) {
        choose(segment, later);
      }
    }
  }

  private void choose(Segment segment, Later later) {
    for (int place = first(segment); place <= last(segment); place++) {
      BitSet sizes = later.distances(place);
      sizes.andNot(covered);
      if (!sizes.isEmpty()) {
        covered.or(sizes);
        places.add(piece(segment, place));
      }
    }
  }

  private void note(Later later, Segment segment, boolean isLater) {
    for (int place = first(segment); place <= last(segment); place++) {
      later.set(place, isLater);
    }
  }

  /** The places that were written later than another. */
  private static final class Later {
    private final BitSet up = new BitSet();
    private final BitSet down = new BitSet();

    void set(int place, boolean isLater) {
      up.set(place, isLater);
      down.set(MOST_UNITS - place, isLater);
    }

    /** Returns how far they are away from a place. */
    BitSet distances(int place) {
      BitSet distances = up.get(place, MOST_UNITS + 1);
      distances.or(down.get(MOST_UNITS - place, MOST_UNITS + 1));
      return distances;
    }
  }

  private Extent piece(Segment segment, int place) {
    long offset = Math.max(segment.offset(), place * unit);
    return new Extent(offset, Math.min(MIB, segment.end() - offset), segment.kind());
  }

  /**
   * Reads the places.
   *
   * @throws JerboaException of class {@code VERIFY} if one does not hold what it did
   */
  void run(FlashRun run) throws InterruptedException {
    ImageContent content = new ImageContent(run.get(Part.IMAGE));
    List<Segment> pieces = new ArrayList<>();
    for (Extent place : places()) {
      pieces.add(content.digested(place));
    }
    if (pieces.isEmpty()) {
      return;
    }
    Digests digests = run.get(WriteImage.TRANSFERS).round(List.of(), pieces);
    BlockIo io = ServeImage.medium(run);
    for (Segment piece : pieces) {
      if (!digests.prove(piece) && !holds(io, piece)) {
        throw overwritten(piece, run);
      }
    }
  }

  /** Looks until the console has let the right digest through, or twice the same wrong one. */
  private static boolean holds(BlockIo io, Segment piece) throws InterruptedException {
    Set<String> wrong = new HashSet<>();
    while (true) {
      String digest = io.digest(piece);
      if (io.proves(digest, piece)) {
        return true;
      }
      if (!wrong.add(digest)) {
        return false;
      }
    }
  }

  private static JerboaException overwritten(Segment piece, FlashRun run) {
    return JerboaException.of(
            ErrorClass.VERIFY,
            "overwritten",
            "Bytes %d to %d of %s were right when they were read back, and are not since the rest was written"
                .formatted(piece.offset(), piece.end(), run.get(Part.TARGET).path()))
        .hint("The medium has less memory than it says, as counterfeit cards do: replace it.");
  }
}
