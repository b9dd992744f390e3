package dev.jerboa.drivers.tftp;

import dev.jerboa.api.Deadline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The transfers under way and how many there may be. Its methods may be called by any thread. */
final class Transfers {
  /** What becomes of a request. */
  enum Verdict {
    /** It may become a transfer. */
    NEW,
    /** Its transfer is under way. */
    KNOWN,
    /** There are too many transfers. */
    FULL
  }

  static final int MOST = 64;
  static final int MOST_PER_HOST = 4;

  private static final Duration CANCELLING = Duration.ofMillis(700);
  private static final Duration INTERRUPTING = Duration.ofMillis(700);

  private final Map<Transfer, Thread> running = new LinkedHashMap<>();
  private boolean closed;

  /** Decides on a request, ending older transfers that stand in its way. */
  synchronized Verdict admit(InetSocketAddress client, String name) {
    Optional<Transfer> same = oldest(t -> t.client().equals(client));
    if (same.isPresent() && same.get().serves(name) && same.get().lively()) {
      same.get().askedAgain();
      return Verdict.KNOWN;
    }
    same.ifPresent(t -> t.drop("the client asked for something else"));
    Predicate<Transfer> ofHost = t -> host(t).equals(client.getAddress());
    oldest(ofHost.and(t -> t.serves(name))).ifPresent(t -> t.drop("the client asked once more"));
    // Those that are over may still hold their thread for a moment; a flood must not pile them up.
    boolean room =
        running.size() < 2 * MOST && room(ofHost, MOST_PER_HOST) && room(_ -> true, MOST);
    return room ? Verdict.NEW : Verdict.FULL;
  }

  /** Returns whether there is room for one more, made by ending one nobody has responded to. */
  private boolean room(Predicate<Transfer> kind, int most) {
    if (running.keySet().stream().filter(kind.and(t -> !t.ended())).count() < most) {
      return true;
    }
    Optional<Transfer> halfOpen = oldest(kind.and(Transfer::untouched));
    halfOpen.ifPresent(t -> t.drop("made room for another"));
    return halfOpen.isPresent();
  }

  private Optional<Transfer> oldest(Predicate<Transfer> kind) {
    return running.keySet().stream().filter(t -> !t.ended()).filter(kind).findFirst();
  }

  private static InetAddress host(Transfer transfer) {
    return transfer.client().getAddress();
  }

  /** Runs a transfer on a thread of its own and {@code whenOver} after it. */
  synchronized void start(Transfer transfer, Runnable whenOver) {
    if (closed) {
      transfer.cancel();
    }
    Thread thread =
        Thread.ofPlatform()
            .name("tftp " + transfer.client())
            .daemon()
            .unstarted(() -> run(transfer, whenOver));
    // If the system has no thread to give, nothing has been noted.
    thread.start();
    running.put(transfer, thread);
  }

  private void run(Transfer transfer, Runnable whenOver) {
    try {
      transfer.run();
    } finally {
      synchronized (this) {
        running.remove(transfer);
      }
      whenOver.run();
    }
  }

  /**
   * Ends all transfers and waits for their threads, at most 1.4 s.
   *
   * @return the number of threads that are still running, held by a source of bytes that does not
   *     honour interrupts
   */
  int close() {
    List<Thread> threads;
    synchronized (this) {
      closed = true;
      running.keySet().forEach(Transfer::cancel);
      threads = List.copyOf(running.values());
    }
    join(threads, Deadline.after(CANCELLING));
    // Not at once: an interrupt may close the file that other readers of the source share.
    threads.forEach(Thread::interrupt);
    join(threads, Deadline.after(INTERRUPTING));
    return (int) threads.stream().filter(Thread::isAlive).count();
  }

  private static void join(List<Thread> threads, Deadline deadline) {
    try {
      for (Thread thread : threads) {
        thread.join(deadline.remaining());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
