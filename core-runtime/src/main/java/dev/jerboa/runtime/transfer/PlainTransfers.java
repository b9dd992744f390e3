package dev.jerboa.runtime.transfer;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import java.util.List;
import java.util.Optional;

/** One command on the console per range: the way of poor boards, and the one that explains. */
public final class PlainTransfers implements Transfers {
  private static final int TRIES = 3;

  /** Segments per command: enough to be quick, few enough that progress is seen. */
  private static final int BATCH = 4;

  private final BlockIo io;
  private final FlashRun run;

  public PlainTransfers(BlockIo io, FlashRun run) {
    this.io = io;
    this.run = run;
  }

  @Override
  public Digests round(List<Segment> writes, List<Segment> reads) throws InterruptedException {
    for (Extent extent : Extent.of(writes)) {
      write(extent);
    }
    if (!writes.isEmpty()) {
      io.flush(); // so that what is read back is the medium's and not its cache's
    }
    Digests digests = Digests.none(run);
    for (int at = 0; at < reads.size(); at += BATCH) {
      digests.putAll(digests(reads.subList(at, Math.min(reads.size(), at + BATCH))));
    }
    return digests;
  }

  private Digests digests(List<Segment> batch) throws InterruptedException {
    List<String> found = io.digests(batch);
    Digests digests = Digests.none(run);
    // of an answer that was damaged on the console nobody knows which is which
    for (int i = 0; i < batch.size() && found.size() == batch.size(); i++) {
      digests.put(batch.get(i), found.get(i));
    }
    return digests;
  }

  private void write(Extent extent) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Optional<BlockIo.Shortfall> shortfall = io.write(extent.offset(), extent.length());
      if (shortfall.isEmpty()) {
        return;
      }
      run.get(Part.IMAGE).requireSound();
      String what =
          "bytes %d to %d: %s".formatted(extent.offset(), extent.end(), shortfall.get().reason());
      if (tries == TRIES) {
        throw JerboaException.of(
                ErrorClass.TARGET,
                "transfer",
                "The image did not reach the board in %d tries, %s; the server says: %s"
                    .formatted(TRIES, what, run.get(Part.HTTP).summary()))
            .hint("Check the network between board and exporter.")
            .retryable();
      }
      run.note("writing again, " + what);
    }
  }
}
