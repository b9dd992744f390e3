package dev.jerboa.flasher.ti.j784s4;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.image.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An image whose data gets known one segment at a time, whenever it is asked for more: as if the
 * decoder were always the slowest part.
 */
final class SlowImage implements PreparedImage {
  private final PreparedImage whole;
  private final int damage;
  private final int hurry;
  private volatile int known;

  /**
   * @param whole the image when all is known
   * @param damage how many segments of data come before it proves damaged
   * @param hurry how many come before all others get known at once
   */
  private SlowImage(PreparedImage whole, int damage, int hurry) {
    this.whole = whole;
    this.damage = damage;
    this.hurry = hurry;
  }

  /** Takes the place of the step that prepares the image. */
  record Preparing(ImageStore images, int damage, int hurry) implements Step {
    @Override
    public String id() {
      return "prepare-image";
    }

    @Override
    public String title() {
      return "Check the image";
    }

    @Override
    public Set<Part<?>> makes() {
      return Set.of(Part.IMAGE);
    }

    @Override
    public boolean oncePerFlash() {
      return true;
    }

    @Override
    public boolean perImage() {
      return true;
    }

    @Override
    public void run(FlashRun run) throws InterruptedException {
      PreparedImage whole = images.prepare(run.image().file(), run.image().checksum());
      whole.awaitComplete(Deadline.seconds(60));
      run.put(Part.IMAGE, new SlowImage(whole, damage, hurry));
    }
  }

  private List<Segment> data() throws InterruptedException {
    return whole.segments().stream().filter(segment -> segment.kind() == Kind.DATA).toList();
  }

  @Override
  public OptionalLong announcedSize() {
    return whole.announcedSize();
  }

  @Override
  public void awaitComplete(Deadline deadline) throws InterruptedException {
    known = Math.min(damage, data().size());
    requireSound();
  }

  @Override
  public boolean completeWithin(Duration most) throws InterruptedException {
    requireSound();
    return known == data().size();
  }

  @Override
  public void requireSound() {
    if (known == damage) {
      throw JerboaException.of(ErrorClass.IMAGE, "corrupt", "block %d is bad".formatted(damage))
          .hint("Get the image again.");
    }
  }

  @Override
  public List<Segment> awaitData(int first, Deadline deadline) throws InterruptedException {
    requireSound();
    int next = Math.min(first + 1, data().size());
    known = next > hurry ? data().size() : next;
    requireSound();
    return data().subList(first, next);
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException, InterruptedException {
    requireSound();
    if (position >= decoded()) {
      throw new IllegalStateException("byte " + position + " is not decoded yet");
    }
    return whole.read(position, target);
  }

  @Override
  public long size() throws InterruptedException {
    return complete().size();
  }

  @Override
  public List<Segment> segments() throws InterruptedException {
    return complete().segments();
  }

  @Override
  public List<String> notes() throws InterruptedException {
    return complete().notes();
  }

  @Override
  public String sha256() throws InterruptedException {
    return complete().sha256();
  }

  @Override
  public ByteSource content() throws InterruptedException {
    return complete().content();
  }

  private PreparedImage complete() throws InterruptedException {
    if (known < data().size()) {
      throw new IllegalStateException("nobody may wait for the end of this image");
    }
    return whole;
  }

  @Override
  public long decoded() {
    try {
      List<Segment> all = data();
      return known == all.size() ? whole.decoded() : all.get(known).offset();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the image is complete", e);
    }
  }

  @Override
  public String description() {
    return whole.description();
  }

  @Override
  public void close() {
    whole.close();
  }
}
