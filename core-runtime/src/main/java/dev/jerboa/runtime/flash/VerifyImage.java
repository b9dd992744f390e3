package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Step;
import dev.jerboa.api.flash.Verification;
import dev.jerboa.runtime.transfer.BlockIo;
import dev.jerboa.runtime.transfer.Download;
import dev.jerboa.runtime.transfer.Ledger;
import java.util.List;
import java.util.Set;

/**
 * Reads back past the cache what was not read back while it was written, and writes again what
 * differs, segment by segment.
 */
final class VerifyImage implements Step {
  private static final long ROUND = 64L << 20;
  private static final int REWRITES = 2;

  @Override
  public String id() {
    return "verify-image";
  }

  @Override
  public String title() {
    return "Read back and verify";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(
        Part.SHELL,
        Part.IMAGE,
        Part.TARGET,
        Part.TOOLS,
        Download.PART,
        WriteImage.LEDGER,
        WriteImage.TRANSFERS);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.VERIFICATION);
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    if (!run.request().verify()) {
      run.note("UNVERIFIED: the device was not read back, as asked");
      return;
    }
    Ledger ledger = run.get(WriteImage.LEDGER);
    long total = ledger.toRead();
    while (ledger.toRead() > 0) {
      List<Segment> reads = ledger.reads(ROUND);
      ledger.read(reads, run.get(WriteImage.TRANSFERS).round(List.of(), reads));
      run.progress(total - ledger.toRead(), total);
    }
    BlockIo io = ServeImage.medium(run);
    int rewritten = 0;
    for (Segment suspect : ledger.suspects()) {
      rewritten += settle(io, suspect, run) ? 1 : 0;
      ledger.proven(suspect);
    }
    requireSettled(ledger, run);
    new WrapCheck(ledger).run(run);
    run.put(
        Part.VERIFICATION,
        new Verification(run.get(Part.TOOLS).algorithm(), ledger.provenCount(), rewritten));
  }

  /** The last guard against a false success, whatever the steps before have done. */
  private static void requireSettled(Ledger ledger, FlashRun run) throws InterruptedException {
    long needed =
        ImageFeed.needed(run).stream().mapToLong(Segment::length).sum(); // complete by now
    if (!ledger.settled() || ledger.total() != needed) {
      throw JerboaException.of(
              ErrorClass.INTERNAL, "unsettled", "Some segments were neither written nor compared")
          .hint("Please report this.");
    }
  }

  /**
   * Looks again, since the digest may have been damaged on the console, and writes again what
   * really differs.
   *
   * @return whether it had to be written again
   */
  private static boolean settle(BlockIo io, Segment segment, FlashRun run)
      throws InterruptedException {
    String actual = io.digest(segment);
    for (int rewrites = 0; !io.proves(actual, segment); rewrites++) {
      if (rewrites == REWRITES) {
        throw mismatch(run, segment, actual);
      }
      run.note(
          "bytes %d to %d differ on the device; writing them again"
              .formatted(segment.offset(), segment.end()));
      run.get(WriteImage.LEDGER).rewrote(segment);
      io.write(segment.offset(), segment.length())
          .ifPresent(shortfall -> run.note("writing again: " + shortfall.reason()));
      actual = io.digest(segment);
      if (io.proves(actual, segment)) {
        return true;
      }
    }
    return false;
  }

  private static JerboaException mismatch(FlashRun run, Segment segment, String actual) {
    DigestAlgorithm algorithm = run.get(Part.TOOLS).algorithm();
    return JerboaException.of(
            ErrorClass.VERIFY,
            "mismatch",
            "Bytes %d to %d of %s still differ after %d rewrites: %s %s, the image has %s"
                .formatted(
                    segment.offset(),
                    segment.end(),
                    run.get(Part.TARGET).path(),
                    REWRITES,
                    algorithm,
                    actual,
                    segment.digest().by(algorithm)))
        .hint("The medium loses data: replace the card.");
  }
}
