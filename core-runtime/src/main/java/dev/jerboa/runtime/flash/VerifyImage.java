package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Step;
import dev.jerboa.api.flash.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the device back past its cache and compares it with the image, segment by segment. */
final class VerifyImage implements Step {
  /** Segments per command: enough to be quick, few enough that progress is seen. */
  private static final int BATCH = 4;

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
    return Set.of(Part.SHELL, Part.IMAGE, Part.TARGET, Part.TOOLS, Download.PART);
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
    BlockIo io = new BlockIo(run);
    List<Segment> segments = run.get(Part.IMAGE).segments();
    long total = run.get(Part.IMAGE).size();
    int rewritten = 0;
    for (int at = 0; at < segments.size(); at += BATCH) {
      List<Segment> batch = segments.subList(at, Math.min(segments.size(), at + BATCH));
      for (Segment suspect : differing(io, batch)) {
        rewritten += settle(io, suspect, run) ? 1 : 0;
      }
      run.progress(batch.getLast().end(), total);
    }
    run.put(Part.VERIFICATION, new Verification(segments.size(), rewritten));
  }

  private static List<Segment> differing(BlockIo io, List<Segment> batch)
      throws InterruptedException {
    List<String> digests = io.digests(batch);
    if (digests.size() != batch.size()) {
      return batch; // an answer was damaged on the console: look at each again
    }
    List<Segment> differing = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (!batch.get(i).sha256().equals(digests.get(i))) {
        differing.add(batch.get(i));
      }
    }
    return differing;
  }

  /**
   * Looks again, since the digest may have been damaged on the console, and writes again what
   * really differs.
   *
   * @return whether it had to be written again
   */
  private static boolean settle(BlockIo io, Segment segment, FlashRun run)
      throws InterruptedException {
    String actual = digest(io, segment);
    for (int rewrites = 0; !actual.equals(segment.sha256()); rewrites++) {
      if (rewrites == REWRITES) {
        throw mismatch(run.get(Part.TARGET), segment, actual);
      }
      run.note(
          "bytes %d to %d differ on the device; writing them again"
              .formatted(segment.offset(), segment.end()));
      io.write(segment.offset(), segment.length())
          .ifPresent(shortfall -> run.note("writing again: " + shortfall.reason()));
      actual = digest(io, segment);
      if (actual.equals(segment.sha256())) {
        return true;
      }
    }
    return false;
  }

  private static String digest(BlockIo io, Segment segment) throws InterruptedException {
    List<String> digests = io.digests(List.of(segment));
    return digests.isEmpty() ? "unreadable" : digests.getFirst();
  }

  private static JerboaException mismatch(BlockDevice device, Segment segment, String actual) {
    return JerboaException.of(
            ErrorClass.VERIFY,
            "mismatch",
            "Bytes %d to %d of %s still differ after %d rewrites: sha256 %s, the image has %s"
                .formatted(
                    segment.offset(),
                    segment.end(),
                    device.path(),
                    REWRITES,
                    actual,
                    segment.sha256()))
        .hint("The medium loses data: replace the card.");
  }
}
