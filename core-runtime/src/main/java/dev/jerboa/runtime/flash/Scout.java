package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.runtime.transfer.Digests;
import dev.jerboa.runtime.transfer.Extent;
import dev.jerboa.runtime.transfer.Transfers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at a few places of the device to find out whether it may hold parts of the image already.
 *
 * <p>Where none of the samples is equal, everything is written without comparing: that costs a
 * second, where comparing everything could cost as much as writing it.
 */
final class Scout {
  private static final int SAMPLES = 8;
  private static final int SAMPLE = 1 << 20;

  private final FlashRun run;
  private final Transfers transfers;
  private final ImageContent content;
  private final Set<Kind> sought = EnumSet.noneOf(Kind.class);
  private final Set<Kind> found = EnumSet.noneOf(Kind.class);

  Scout(FlashRun run, Transfers transfers) {
    this.run = run;
    this.transfers = transfers;
    this.content = new ImageContent(run.get(Part.IMAGE));
  }

  /** Returns those of some segments that the device may hold already. */
  List<Segment> likely(List<Segment> segments) throws InterruptedException {
    if (!run.request().verify()) {
      return List.of(); // there may be no tool to compare with
    }
    look(segments);
    return segments.stream().filter(segment -> found.contains(segment.kind())).toList();
  }

  /** Cuts a segment that differs into pieces, since most of them may be equal. */
  List<Segment> pieces(Segment segment) throws InterruptedException {
    List<Segment> pieces = new ArrayList<>();
    for (Extent piece : Extent.pieces(segment)) {
      pieces.add(content.digested(piece));
    }
    return pieces;
  }

  /** Each kind is looked for once, in the first segments of it that come. */
  private void look(List<Segment> segments) throws InterruptedException {
    List<Segment> samples = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (!sought.contains(kind)) {
        samples.addAll(samples(segments.stream().filter(s -> s.kind() == kind).toList()));
      }
    }
    if (samples.isEmpty()) {
      return;
    }
    Digests digests = transfers.round(List.of(), samples);
    boolean first = found.isEmpty();
    for (Segment sample : samples) {
      sought.add(sample.kind());
      if (digests.prove(sample)) {
        found.add(sample.kind());
      }
    }
    if (first && !found.isEmpty()) {
      run.note("the device holds parts of the image already: only what differs is written");
    }
  }

  /** Takes the beginnings of segments that lie evenly apart. */
  private List<Segment> samples(List<Segment> segments) throws InterruptedException {
    List<Segment> samples = new ArrayList<>();
    int count = Math.min(SAMPLES, segments.size());
    for (int i = 0; i < count; i++) {
      Segment segment = segments.get((int) ((long) i * segments.size() / count));
      long length = Math.min(SAMPLE, segment.length());
      samples.add(content.digested(new Extent(segment.offset(), length, segment.kind())));
    }
    return samples;
  }
}
