package dev.jerboa.runtime.image;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An image that a thread of its own gets ready. */
final class BackgroundImage implements PreparedImage {
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final String description;
  private final OptionalLong announcedSize;
  private final Progress progress = new Progress();
  private final FutureTask<FinishedImage> task;
  private final Thread thread;

  private BackgroundImage(String description, OptionalLong announcedSize, Work work) {
    this.description = description;
    this.announcedSize = announcedSize;
    this.task =
        new FutureTask<>(() -> work.run(progress)) {
          @Override
          protected void done() {
            progress.end();
          }
        };
    this.thread = Thread.ofPlatform().name("image-decoder").daemon().unstarted(task);
  }

  static BackgroundImage start(String description, OptionalLong announcedSize, Work work) {
    BackgroundImage image = new BackgroundImage(description, announcedSize, work);
    image.thread.start();
    return image;
  }

  @Override
  public OptionalLong announcedSize() {
    return announcedSize;
  }

  @Override
  public void awaitComplete(Deadline deadline) throws InterruptedException {
    try {
      FinishedImage _ = task.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw JerboaException.of(
              ErrorClass.IMAGE,
              "slow",
              "the image (%s) was not ready in time; %d bytes are decoded"
                  .formatted(description, progress.done()))
          .hint("Check whether the disk or network drive that holds it still answers.");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
    FinishedImage _ = finished();
  }

  @Override
  public void requireSound() {
    if (task.state() == FutureTask.State.FAILED) {
      throw failure(task.exceptionNow());
    }
  }

  @Override
  public List<Segment> awaitData(int first, Deadline deadline) throws InterruptedException {
    requireSound();
    List<Segment> data = progress.awaitData(first, deadline);
    if (!data.isEmpty()) {
      return data;
    }
    awaitComplete(deadline);
    return progress.awaitData(first, deadline); // more may have come just before the end
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException, InterruptedException {
    requireSound();
    Optional<ByteSource> bytes = progress.awaitByte(position);
    return bytes.isPresent()
        ? bytes.get().read(position, target)
        : content().read(position, target);
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
    return description;
  }

  @Override
  public void close() {
    progress.cancel();
    joinThread();
    try {
      progress.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Waits until the image is complete; it is closed if that fails. */
  void awaitCompleteOrClose() throws InterruptedException {
    boolean complete = false;
    try {
      FinishedImage _ = finished();
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  /**
   * The thread notices the end within a buffer's work, and its folder must be gone after that. One
   * that hangs in a read (a dead network drive) is left behind: it is a daemon, and the next run
   * sweeps its folder.
   */
  private void joinThread() {
    boolean interrupted = Thread.interrupted();
    Deadline deadline = Deadline.after(CLOSE);
    while (thread.isAlive() && !deadline.expired()) {
      try {
        boolean _ = thread.join(deadline.remaining());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private FinishedImage finished() throws InterruptedException {
    try {
      FinishedImage image = task.get();
      image.guard().run();
      return image;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private JerboaException failure(Throwable cause) {
    if (cause instanceof JerboaException known) {
      return known;
    }
    return JerboaException.of(
            ErrorClass.INTERNAL,
            "image-decoder",
            "preparing the image (%s) failed: %s".formatted(description, cause))
        .hint("Please report this with the stack trace.")
        .causedBy(cause);
  }

  /** Gets an image ready. */
  interface Work {
    FinishedImage run(Progress progress) throws InterruptedException;
  }
}
