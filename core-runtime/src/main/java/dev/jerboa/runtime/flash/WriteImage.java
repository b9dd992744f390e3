package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Step;
import dev.jerboa.api.flash.WriteSummary;
import dev.jerboa.runtime.transfer.BlockIo;
import dev.jerboa.runtime.transfer.Digests;
import dev.jerboa.runtime.transfer.Download;
import dev.jerboa.runtime.transfer.FetchingShell;
import dev.jerboa.runtime.transfer.Ledger;
import dev.jerboa.runtime.transfer.PlainTransfers;
import dev.jerboa.runtime.transfer.ScriptedTransfers;
import dev.jerboa.runtime.transfer.Transfers;
import java.util.List;
import java.util.Set;

/**
 * Brings the image to the device: what is not there yet is written, and what was written is read
 * back while the next bytes are under way.
 */
final class WriteImage implements Step {
  static final Part<Ledger> LEDGER = new Part<>("ledger", Ledger.class);
  static final Part<Transfers> TRANSFERS = new Part<>("transfers", Transfers.class);

  /** Large enough that starting a round costs nothing, small enough that reading keeps up. */
  private static final long ROUND = 64L << 20;

  @Override
  public String id() {
    return "write-image";
  }

  @Override
  public String title() {
    return "Write the image";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(
        Part.SHELL,
        Part.IMAGE,
        Part.TARGET,
        Part.TOOLS,
        Download.PART,
        FetchingShell.PART,
        SentBytes.HTTP);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(LEDGER, TRANSFERS, Part.WRITTEN);
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    BlockIo io = ServeImage.medium(run);
    Transfers transfers =
        run.get(Part.TOOLS).wholeBlocks()
            ? new ScriptedTransfers(io, run)
            : new PlainTransfers(io, run);
    run.put(TRANSFERS, transfers);
    Ledger ledger = new Ledger(run.request().verify());
    run.put(LEDGER, ledger);
    Scout scout = new Scout(run, transfers);
    ImageFeed feed = new ImageFeed(run);
    while (!feed.ended() || !ledger.allWritten()) {
      List<Segment> fresh = feed.next(ledger.toWrite() + ledger.toRead() == 0);
      ledger.add(fresh, scout.likely(fresh));
      Digests found = round(run, ledger, feed);
      ledger.split(scout::pieces, found);
    }
    run.get(SentBytes.HTTP).stopFollowing();
    run.put(Part.WRITTEN, summary(run.get(Part.IMAGE), ledger));
  }

  private static Digests round(FlashRun run, Ledger ledger, ImageFeed feed)
      throws InterruptedException {
    List<Segment> writes = ledger.writes(ROUND);
    List<Segment> reads = ledger.reads(writes.isEmpty() ? 2 * ROUND : ROUND);
    if (writes.isEmpty() && reads.isEmpty()) {
      return Digests.none(run);
    }
    long most = writes.stream().mapToLong(Segment::length).sum();
    run.get(SentBytes.HTTP).follow(run, ledger.settledBytes(), most, feed.total(ledger));
    Digests found = run.get(TRANSFERS).round(writes, reads);
    ledger.read(reads, found);
    ledger.wrote(writes);
    run.progress(ledger.settledBytes(), feed.total(ledger));
    return found;
  }

  private static WriteSummary summary(PreparedImage image, Ledger ledger)
      throws InterruptedException {
    long skipped = image.size() - ledger.writtenBytes() - ledger.unchangedBytes();
    return new WriteSummary(ledger.writtenBytes(), ledger.unchangedBytes(), skipped, image.notes());
  }
}
