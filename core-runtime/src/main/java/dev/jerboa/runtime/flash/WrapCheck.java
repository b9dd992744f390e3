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
import java.util.Optional;
import java.util.Set;

/**
 * Reads a few places again after all has been written, to find a medium that has less memory than
 * it says.
 *
 * <p>Such a counterfeit card begins anew where its memory ends: of two places that are the same
 * memory, only the one that was written last is right, though both were read back before. If its
 * size is a power of two, as f3probe knows them, and the image has at most 4 GiB of data, one of
 * the places that are read is wrong whenever any is; otherwise, too, unless very little was
 * overwritten. Not safe for use by several threads.
 */
final class WrapCheck {
  /** More would cost more time than a flash should take for them. */
  static final int MOST_PLACES = 16;

  private static final int MOST_CANDIDATES = 1 << 12;
  private static final long MIB = 1 << 20;

  private final List<Extent> order = new ArrayList<>();
  private final Set<Extent> written = new LinkedHashSet<>();
  private final List<Extent> places = new ArrayList<>();
  private final BitSet covered = new BitSet();
  private final int end;

  /** A place, and the sizes in MiB at which a medium would have overwritten it. */
  private record Choice(Extent place, BitSet sizes, int worth) {}

  /**
   * Looks at what was done.
   *
   * @param ledger of a device that holds all of the image
   */
  WrapCheck(Ledger ledger) {
    Set<Segment> lastFirst = new LinkedHashSet<>(ledger.log().reversed());
    for (Segment segment : List.copyOf(lastFirst).reversed()) {
      written.addAll(Extent.pieces(segment));
    }
    ledger.segments().forEach(segment -> order.addAll(Extent.pieces(segment)));
    this.end = order.isEmpty() ? 0 : mib(order.getLast()) + 1;
    order.removeAll(written);
    order.addAll(written);
    covered.set(0);
    choose(true);
    choose(false); // zeros over zeros are not seen, and zeros may come back
  }

  private static int mib(Extent piece) {
    return (int) (piece.offset() / MIB);
  }

  private static boolean hasData(Extent piece) {
    return piece.kind() == Kind.DATA;
  }

  /** Returns pieces of the image. */
  List<Extent> places() {
    return List.copyOf(places);
  }

  /** Chooses places of data that anything may have overwritten, or of zeros that data may have. */
  private void choose(boolean data) {
    for (Optional<Choice> best = best(data); best.isPresent(); best = best(data)) {
      covered.or(best.get().sizes());
      places.add(best.get().place());
    }
  }

  /** Returns the place that shows most of what is not shown yet. */
  private Optional<Choice> best(boolean data) {
    if (places.size() == MOST_PLACES) {
      return Optional.empty();
    }
    Later later = new Later();
    written.stream().filter(piece -> data || hasData(piece)).forEach(p -> later.set(mib(p), true));
    int step = order.size() / MOST_CANDIDATES + 1;
    Optional<Choice> best = Optional.empty();
    for (int i = 0; i < order.size(); i++) {
      Extent piece = order.get(i);
      later.set(mib(piece), false);
      if (data == hasData(piece) && i % step == 0) {
        BitSet sizes = later.distances(mib(piece));
        sizes.andNot(covered);
        int worth = worth(sizes);
        if (worth > best.map(Choice::worth).orElse(0)) {
          best = Optional.of(new Choice(piece, sizes, worth));
        }
      }
    }
    return best;
  }

  /** A power of two is worth more than all other sizes. */
  private int worth(BitSet sizes) {
    int powers = 0;
    for (int size = 1; size <= end; size *= 2) {
      powers += sizes.get(size) ? 1 : 0;
    }
    return powers * end + sizes.cardinality();
  }

  /** The places that were written later than another. */
  private final class Later {
    private final BitSet up = new BitSet();
    private final BitSet down = new BitSet();

    void set(int place, boolean isLater) {
      up.set(place, isLater);
      down.set(end - place, isLater);
    }

    /** Returns how far they are away from a place. */
    BitSet distances(int place) {
      BitSet distances = up.get(place, end + 1);
      distances.or(down.get(end - place, end + 1));
      return distances;
    }
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
