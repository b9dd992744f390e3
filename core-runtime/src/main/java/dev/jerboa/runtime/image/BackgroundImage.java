package dev.jerboa.runtime.image;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** An image that a thread of its own gets ready. */
final class BackgroundImage implements PreparedImage {
  private final String description;
  private final OptionalLong announcedSize;
  private final Progress progress = new Progress();
  private final FutureTask<FinishedImage> task;
  private final Thread thread;

  private BackgroundImage(String description, OptionalLong announcedSize, Work work) {
    this.description = description;
    this.announcedSize = announcedSize;
    this.task = new FutureTask<>(() -> work.run(progress));
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
  public void awaitComplete() throws InterruptedException {
    finished();
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
  public String sha256() throws InterruptedException {
    return finished().table().sha256();
  }

  @Override
  public ByteSource content() throws InterruptedException {
    return finished().bytes();
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
    if (task.state() == FutureTask.State.SUCCESS) {
      try {
        task.resultNow().bytes().close();
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  /** Waits like {@link #awaitComplete}; the image is closed if that fails. */
  void awaitCompleteOrClose() throws InterruptedException {
    boolean complete = false;
    try {
      awaitComplete();
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  /** The thread notices the end within a buffer's work, and its folder must be gone after that. */
  private void joinThread() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
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
    FinishedImage run(Progress progress);
  }
}
