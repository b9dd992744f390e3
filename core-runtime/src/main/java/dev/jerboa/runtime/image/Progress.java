package dev.jerboa.runtime.image;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.Deadline;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the background work and those who wait for it know of each other.
 *
 * <p>Safe for use by several threads; whoever waits is woken by each step of the work.
 */
final class Progress {
  /** For those who wait as long as the work takes. */
  static final Duration FOREVER = Duration.ofDays(1000);

  private final List<Segment> data = new ArrayList<>();
  private final List<FileBytes> files = new ArrayList<>();
  private int made;
  private long done;
  private boolean ended;
  private boolean cancelled;

  /** Names the file that others read from now on, and hands it over: {@link #close} closes it. */
  synchronized void follow(FileBytes file) throws IOException {
    if (cancelled) {
      file.close();
    }
    requireWanted();
    files.add(file);
  }

  synchronized void add(long bytes) {
    done += bytes;
    notifyAll();
  }

  /** Tells that a segment is decoded; only data is final before the end. */
  synchronized void publish(Segment segment) {
    if (segment.kind() != Segment.Kind.DATA) {
      return;
    }
    if (made == data.size()) {
      data.add(segment);
    } else if (!data.get(made).equals(segment)) {
      throw ImageErrors.cacheDiffers(data.get(made).offset());
    }
    made++;
    notifyAll();
  }

  /** Begins the work anew; segments that were told are still true. */
  synchronized void restart() {
    done = 0;
    made = 0;
  }

  /** Tells that nothing more comes. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized long done() {
    return done;
  }

  /**
   * Waits until the byte at {@code position} is done.
   *
   * @return the bytes that are done, or nothing if that one never comes
   */
  synchronized Optional<ByteSource> awaitByte(long position, Interest interest)
      throws InterruptedException {
    await(() -> done > position, Deadline.after(FOREVER), interest);
    return done > position ? Optional.of(files.getLast().first(done)) : Optional.empty();
  }

  /**
   * Waits until there are more than {@code first} segments of data, or nothing more comes.
   *
   * @return those from {@code first} on, none also if the deadline passes
   */
  synchronized List<Segment> awaitData(int first, Deadline deadline, Interest interest)
      throws InterruptedException {
    await(() -> data.size() > first, deadline, interest);
    return List.copyOf(data.subList(Math.min(first, data.size()), data.size()));
  }

  /** Waits until nothing more comes and returns true, or false when the deadline passes first. */
  synchronized boolean awaitEnd(Deadline deadline, Interest interest) throws InterruptedException {
    await(() -> false, deadline, interest);
    return ended;
  }

  /** Waits a while for others, unless nobody wants the result of the work any more. */
  synchronized void pause(Duration most) throws InterruptedException {
    await(() -> false, Deadline.after(most), () -> {});
  }

  /** Waits until something is there, nothing more comes, or the deadline passes. */
  private synchronized void await(BooleanSupplier there, Deadline deadline, Interest interest)
      throws InterruptedException {
    while (!there.getAsBoolean() && !ended && !deadline.expired()) {
      requireWanted();
      interest.require();
      wait(Math.max(1, deadline.remaining().toMillis()));
    }
  }

  /** Has all who wait look again whether they still should. */
  synchronized void wake() {
    notifyAll();
  }

  /** Ends the work as soon as it notices. */
  synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  /** Ends the work that asks if nobody wants its result any more. */
  synchronized void requireWanted() {
    if (cancelled) {
      throw new CancelledException("preparing the image");
    }
  }

  /** Closes the files that were read, when the work has ended. */
  synchronized void close() throws IOException {
    for (FileBytes file : files) {
      file.close();
    }
  }

  /** One who waits and may lose interest. */
  interface Interest {
    /** Throws if there is none any more. */
    void require();
  }
}
