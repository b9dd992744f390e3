package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.runtime.transfer.Following;
import dev.jerboa.runtime.transfer.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments that a device must hold, as they get known: data while the image is decoded, what
 * lies between the data at the end.
 */
final class ImageFeed {
  private static final Duration LONG = Duration.ofDays(1);

  private final FlashRun run;
  private final PreparedImage image;
  private final long size;
  private int given;
  private boolean ended;

  ImageFeed(FlashRun run) {
    this.run = run;
    this.image = run.get(Part.IMAGE);
    this.size = new Following(image).size();
  }

  /** Returns whether there are no more. Only a sound image comes to its end. */
  boolean ended() {
    return ended;
  }

  /**
   * Returns segments that were not given before.
   *
   * @param wait whether to wait for one
   * @throws JerboaException of class {@code IMAGE} if the image proves damaged
   */
  List<Segment> next(boolean wait) throws InterruptedException {
    if (ended) {
      return List.of();
    }
    if (image.completeWithin(Duration.ZERO)) {
      return rest();
    }
    Deadline deadline = run.deadline(wait ? LONG : Duration.ZERO);
    List<Segment> data = image.awaitData(given, deadline);
    if (data.isEmpty() && wait) {
      image.awaitComplete(deadline);
      return rest();
    }
    requireRoom(data);
    given += data.size();
    return data;
  }

  /** The target was checked for the size that the source states. */
  private void requireRoom(List<Segment> data) {
    if (!data.isEmpty() && data.getLast().end() > size) {
      throw JerboaException.of(
              ErrorClass.IMAGE,
              "corrupt",
              "The image has more than the %d bytes that it states".formatted(size))
          .hint("Get the image again.");
    }
  }

  private List<Segment> rest() throws InterruptedException {
    ended = true;
    List<Segment> rest = new ArrayList<>();
    int data = 0;
    for (Segment segment : needed(run)) {
      if (segment.kind() != Kind.DATA || data++ >= given) {
        rest.add(segment);
      }
    }
    return rest;
  }

  /** Returns all segments that the device must hold. Waits until the image is complete. */
  static List<Segment> needed(FlashRun run) throws InterruptedException {
    boolean exact = run.request().exact();
    return run.get(Part.IMAGE).segments().stream()
        .filter(segment -> exact || segment.kind() != Kind.FREE)
        .toList();
  }

  /** Returns how many bytes there are to settle, as far as is known. */
  long total(Ledger ledger) {
    return ended ? ledger.total() : size;
  }
}
