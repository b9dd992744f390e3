package dev.jerboa.runtime.image;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileBacked;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** What one user has of an image that may be prepared for several. */
final class ImageView implements PreparedImage, FileBacked {
  private final Preparation work;
  private final Progress progress;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param work counts this user already
   */
  ImageView(Preparation work) {
    this.work = work;
    this.progress = work.progress();
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new CancelledException("preparing the image");
    }
  }

  @Override
  public OptionalLong announcedSize() {
    return work.announcedSize();
  }

  @Override
  public void awaitComplete(Deadline deadline) throws InterruptedException {
    if (!completeWithin(deadline.remaining())) {
      throw JerboaException.of(
              ErrorClass.IMAGE,
              "slow",
              "the image (%s) was not ready in time; %d bytes are decoded"
                  .formatted(description(), decoded()))
          .hint("Check whether the disk or network drive that holds it still answers.");
    }
  }

  @Override
  public boolean completeWithin(Duration most) throws InterruptedException {
    if (!progress.awaitEnd(Deadline.after(most), this::requireOpen)) {
      return false;
    }
    FinishedImage _ = work.finished();
    return true;
  }

  private FinishedImage finished() throws InterruptedException {
    boolean _ = progress.awaitEnd(Deadline.after(Progress.FOREVER), this::requireOpen);
    return work.finished();
  }

  @Override
  public void requireSound() {
    work.requireSound();
  }

  @Override
  public List<Segment> awaitData(int first, Deadline deadline) throws InterruptedException {
    requireSound();
    List<Segment> data = progress.awaitData(first, deadline, this::requireOpen);
    if (data.isEmpty()) {
      requireSound();
    }
    return data;
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException, InterruptedException {
    requireSound();
    Optional<ByteSource> bytes = progress.awaitByte(position, this::requireOpen);
    return bytes.isPresent()
        ? bytes.get().read(position, target)
        : content().read(position, target);
  }

  @Override
  public Optional<Region> region(long position, long most)
      throws IOException, InterruptedException {
    requireSound();
    Optional<ByteSource> bytes = progress.awaitByte(position, this::requireOpen);
    ByteSource source = bytes.isPresent() ? bytes.get() : content();
    return source instanceof FileBacked file ? file.region(position, most) : Optional.empty();
  }

  @Override
  public long size() throws InterruptedException {
    return finished().table().size();
  }

  @Override
  public List<Segment> segments() throws InterruptedException {
    return finished().table().segments();
  }

  @Override
  public List<String> notes() throws InterruptedException {
    return finished().table().notes();
  }

  @Override
  public String sha256() throws InterruptedException {
    return finished().table().sha256();
  }

  @Override
  public ByteSource content() throws InterruptedException {
    return finished().content();
  }

  @Override
  public long decoded() {
    return progress.done();
  }

  @Override
  public String description() {
    return work.description();
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      progress.wake();
      work.leave();
    }
  }

  /** Waits until the image is complete; it is closed if that fails. */
  ImageView awaitCompleteOrClose() throws InterruptedException {
    boolean complete = false;
    try {
      FinishedImage _ = finished();
      complete = true;
      return this;
    } finally {
      if (!complete) {
        close();
      }
    }
  }
}
