package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the image: the board pulls plain bytes into {@code dd}, a stretch at a time. */
final class WriteImage implements Step {
  /** Large enough that starting a transfer costs nothing, small enough to repeat. */
  private static final long STRETCH = 128L << 20;

  private static final int TRIES = 3;

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
    return Set.of(Part.SHELL, Part.IMAGE, Part.TARGET, Part.TOOLS, Download.PART, SentBytes.HTTP);
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    BlockIo io = new BlockIo(run);
    io.preparePipes();
    long total = run.get(Part.IMAGE).size();
    SentBytes sent = run.get(SentBytes.HTTP);
    for (Stretch stretch : stretches(run.get(Part.IMAGE).segments())) {
      sent.follow(run, stretch.offset(), stretch.length(), total);
      write(io, stretch, run);
      run.progress(stretch.offset() + stretch.length(), total);
    }
    sent.stopFollowing();
    io.flush(); // so that what is verified is the medium's and not its cache's
  }

  private static void write(BlockIo io, Stretch stretch, FlashRun run) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      Optional<BlockIo.Shortfall> shortfall = io.write(stretch.offset(), stretch.length());
      if (shortfall.isEmpty()) {
        return;
      }
      String what =
          "bytes %d to %d: %s"
              .formatted(
                  stretch.offset(), stretch.offset() + stretch.length(), shortfall.get().reason());
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

  /** Consecutive segments that are written with one command. */
  private record Stretch(long offset, long length) {}

  private static List<Stretch> stretches(List<Segment> segments) {
    List<Stretch> stretches = new ArrayList<>();
    for (Segment segment : segments) {
      Stretch last = stretches.isEmpty() ? null : stretches.getLast();
      boolean joins =
          last != null
              && segment.length() % BlockIo.PAGE == 0
              && last.length() + segment.length() <= STRETCH;
      if (joins) {
        stretches.set(
            stretches.size() - 1, new Stretch(last.offset(), last.length() + segment.length()));
      } else {
        stretches.add(new Stretch(segment.offset(), segment.length()));
      }
    }
    return stretches;
  }
}
