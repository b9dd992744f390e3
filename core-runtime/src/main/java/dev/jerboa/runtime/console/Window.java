package dev.jerboa.runtime.console;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.dialog.ConsoleSession.Match;
import dev.jerboa.api.dialog.Expect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The received text that nobody has matched yet, bounded to {@value #MOST} characters.
 *
 * <p>One thread appends, another waits for patterns.
 */
final class Window {
  /** A log flood pushes the oldest text out; it is still in the transcript. */
  static final int MOST = 1 << 20;

  /** How far back a search starts again when text arrives: the longest match that is found. */
  private static final int LOOK_BACK = 4096;

  private static final int TAIL = 8192;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private final TextFilter filter = new TextFilter();
  private final TextFilter tailFilter = new TextFilter();
  private Optional<String> lost = Optional.empty();
  private int searched;

  /** What a wait ended with. */
  sealed interface Outcome {
    record Found(Match match) implements Outcome {}

    record Trouble(Expect.Bad bad, String line) implements Outcome {}

    record Lost(String reason) implements Outcome {}

    record TimedOut() implements Outcome {}
  }

  void append(byte[] bytes, int length) {
    lock.lock();
    try {
      // What a backspace has taken back must be searched again.
      searched = Math.min(searched, filter.accept(bytes, length, text));
      int _ = tailFilter.accept(bytes, length, tail);
      trim(tail, TAIL);
      searched = Math.max(0, searched - trim(text, MOST));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static int trim(StringBuilder builder, int most) {
    int surplus = Math.max(0, builder.length() - most);
    builder.delete(0, surplus);
    return surplus;
  }

  /** Says that no more text will come over this line. */
  void lose(String reason) {
    lock.lock();
    try {
      lost = Optional.of(reason);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that a new line is up. */
  void revive() {
    lock.lock();
    try {
      lost = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  void discard() {
    lock.lock();
    try {
      text.setLength(0);
      searched = 0;
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      text.setLength(0);
      tail.setLength(0);
      searched = 0;
    } finally {
      lock.unlock();
    }
  }

  String tail(int lines) {
    lock.lock();
    try {
      List<String> all = tail.toString().lines().filter(line -> !line.isBlank()).toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } finally {
      lock.unlock();
    }
  }

  Outcome await(Expect expect, Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      searched = 0;
      while (true) {
        Optional<Outcome> outcome = search(expect);
        if (outcome.isPresent()) {
          return outcome.get();
        }
        if (lost.isPresent()) {
          return new Outcome.Lost(lost.get());
        }
        long left = deadline.remaining().toNanos();
        if (left <= 0) {
          return new Outcome.TimedOut();
        }
        long _ = changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The leftmost match decides; where a good and a bad pattern start together, the good one. */
  private Optional<Outcome> search(Expect expect) {
    if (searched > 0 && searched == text.length()) {
      return Optional.empty();
    }
    int from = Math.max(0, searched - LOOK_BACK);
    int goodIndex = -1;
    Matcher best = null;
    for (int i = 0; i < expect.good().size(); i++) {
      Matcher matcher = find(expect.good().get(i), from);
      if (matcher != null && (best == null || matcher.start() < best.start())) {
        best = matcher;
        goodIndex = i;
      }
    }
    for (Expect.Bad bad : expect.bad()) {
      Matcher matcher = find(bad.pattern(), from);
      if (matcher != null && (best == null || matcher.start() < best.start())) {
        return Optional.of(new Outcome.Trouble(bad, lineAround(matcher.start())));
      }
    }
    searched = text.length();
    return best == null ? Optional.empty() : Optional.of(consume(best, goodIndex));
  }

  private Matcher find(Pattern pattern, int from) {
    Matcher matcher = pattern.matcher(text);
    matcher.region(from, text.length());
    matcher.useTransparentBounds(true);
    matcher.useAnchoringBounds(from == 0);
    return matcher.find() ? matcher : null;
  }

  private Outcome consume(Matcher matcher, int index) {
    List<String> groups = new ArrayList<>();
    for (int group = 0; group <= matcher.groupCount(); group++) {
      groups.add(matcher.group(group) == null ? "" : matcher.group(group));
    }
    Match match = new Match(index, text.substring(0, matcher.start()), List.copyOf(groups));
    text.delete(0, matcher.end());
    searched = 0;
    return new Outcome.Found(match);
  }

  private String lineAround(int position) {
    int start = text.lastIndexOf("\n", position) + 1;
    int at = Math.min(text.length(), Math.max(start, position + 1));
    int end = text.indexOf("\n", at);
    return text.substring(start, end < 0 ? text.length() : end).strip();
  }
}
