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

/**
 * What the background work and those who wait for it know of each other.
 *
 * <p>Safe for use by several threads; whoever waits is woken by each step of the work.
 */
final class Progress {
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
    while (done <= position && !ended) {
      requireWanted();
      interest.require();
      wait();
    }
    return done > position ? Optional.of(files.getLast().first(done)) : Optional.empty();
  }

  /**
   * Waits until there are more than {@code first} segments of data, or nothing more comes.
   *
   * @return those from {@code first} on, none also if the deadline passes
   */
  synchronized List<Segment> awaitData(int first, Deadline deadline, Interest interest)
      throws InterruptedException {
    long millis = deadline.remaining().toMillis();
    while (data.size() <= first && !ended && millis > 0) {
      requireWanted();
      interest.require();
      wait(millis);
      millis = deadline.remaining().toMillis();
    }
    return List.copyOf(data.subList(Math.min(first, data.size()), data.size()));
  }

  /** Waits until nothing more comes and returns true, or false when the deadline passes first. */
  synchronized boolean awaitEnd(Deadline deadline, Interest interest) throws InterruptedException {
    long millis = deadline.remaining().toMillis();
    while (!ended && millis > 0) {
      requireWanted();
      interest.require();
      wait(millis);
      millis = deadline.remaining().toMillis();
    }
    return ended;
  }

  /** Waits a while for others, unless nobody wants the result of the work any more. */
  synchronized void pause(Duration most) throws InterruptedException {
    Deadline deadline = Deadline.after(most);
    while (!deadline.expired()) {
      requireWanted();
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
