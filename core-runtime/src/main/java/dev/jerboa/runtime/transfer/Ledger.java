package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is still to be done with each segment of an image on one device.
 *
 * <p>A segment is compared, if it may be there already, and written where it differs; then it is
 * read back. One whose digest did not come or is wrong is a suspect, to be looked at alone. Not
 * safe for use by several threads.
 */
public final class Ledger {
  /** Comparing is given up where less than this share of what was compared was equal. */
  private static final int LEAST_EQUAL_PERCENT = 10;

  private static final long TRIAL = 64L << 20;

  private enum Task {
    COMPARE,
    DIFFERENT,
    WRITE,
    VERIFY,
    SUSPECT,
    DONE
  }

  /** Cuts a segment into pieces that can be compared each. */
  public interface Splitter {
    List<Segment> pieces(Segment segment) throws InterruptedException;
  }

  private final NavigableMap<Segment, Task> tasks =
      new TreeMap<>(Comparator.comparingLong(Segment::offset));
  private final boolean verify;
  private final List<Segment> log = new ArrayList<>();
  private long written;
  private long equal;
  private long compared;
  private int proven;
  private boolean comparing = true;

  /**
   * Starts with nothing to do.
   *
   * @param verify whether what is written is read back
   */
  public Ledger(boolean verify) {
    this.verify = verify;
  }

  /**
   * Takes segments that the device must hold in the end.
   *
   * @param compared those of them that may be there already
   */
  public void add(List<Segment> segments, List<Segment> compared) {
    segments.forEach(segment -> tasks.put(segment, Task.WRITE));
    if (comparing) {
      compared.forEach(segment -> tasks.put(segment, Task.COMPARE));
    }
  }

  /** Returns how many bytes the segments have that were taken so far. */
  public long total() {
    return tasks.keySet().stream().mapToLong(Segment::length).sum();
  }

  /** Returns how many of them need not be compared or written any more. */
  public long settledBytes() {
    return total() - toWrite() - toCompare();
  }

  /** Returns how many bytes are to be written, as far as is known now. */
  public long toWrite() {
    return bytes(Task.WRITE);
  }

  /** Returns how many bytes are to be compared. */
  public long toCompare() {
    return bytes(Task.COMPARE) + bytes(Task.DIFFERENT);
  }

  /** Returns how many bytes are to be compared or verified. */
  public long toRead() {
    return toCompare() + bytes(Task.VERIFY);
  }

  /** Returns whether every byte is known to be on the device, or was written if that is enough. */
  public boolean settled() {
    return tasks.values().stream().allMatch(task -> task == Task.DONE);
  }

  /** Returns whether all has been written that must be. */
  public boolean allWritten() {
    return toWrite() + toCompare() == 0;
  }

  private long bytes(Task task) {
    return all(task).stream().mapToLong(Segment::length).sum();
  }

  /** Returns segments to be written now, in order, of about so many bytes. */
  public List<Segment> writes(long bytes) {
    return take(Task.WRITE, bytes);
  }

  /** Returns segments to be read now: what was written goes before what is compared. */
  public List<Segment> reads(long bytes) {
    List<Segment> taken = new ArrayList<>(take(Task.VERIFY, bytes));
    long left = bytes - taken.stream().mapToLong(Segment::length).sum();
    taken.addAll(take(Task.COMPARE, left));
    return taken;
  }

  private List<Segment> all(Task task) {
    return tasks.keySet().stream().filter(segment -> tasks.get(segment) == task).toList();
  }

  private List<Segment> take(Task task, long bytes) {
    List<Segment> taken = new ArrayList<>();
    long sum = 0;
    for (Segment segment : all(task)) {
      if (sum < bytes) {
        taken.add(segment);
        sum += segment.length();
      }
    }
    return taken;
  }

  /** Returns the segments that must be looked at alone. */
  public List<Segment> suspects() {
    return all(Task.SUSPECT);
  }

  /** Notes that segments were written. */
  public void wrote(List<Segment> done) {
    for (Segment segment : done) {
      tasks.put(segment, verify ? Task.VERIFY : Task.DONE);
      written += segment.length();
    }
    log.addAll(done);
  }

  /** Notes what was read. */
  public void read(List<Segment> asked, Digests digests) {
    for (Segment segment : asked) {
      boolean same = digests.prove(segment);
      if (tasks.get(segment) == Task.COMPARE) {
        compared(segment, same);
      } else {
        tasks.put(segment, same ? Task.DONE : Task.SUSPECT);
        proven += same ? 1 : 0;
      }
    }
    giveUpComparing();
  }

  private void compared(Segment segment, boolean same) {
    compared += segment.length();
    tasks.put(segment, same ? Task.DONE : Task.DIFFERENT);
    if (same) {
      equal += segment.length();
      proven++;
    }
  }

  /**
   * Cuts the segments that were found to differ, so that only what differs in them is written. To
   * be called after {@link #read}.
   *
   * @param digests in which some of the pieces may be known already
   */
  public void split(Splitter splitter, Digests digests) throws InterruptedException {
    for (Segment segment : all(Task.DIFFERENT)) {
      List<Segment> pieces = splitter.pieces(segment);
      tasks.remove(segment);
      Task task = pieces.size() == 1 || !comparing ? Task.WRITE : Task.COMPARE;
      for (Segment piece : pieces) {
        tasks.put(piece, task);
        if (digests.know(piece)) {
          compared(piece, digests.prove(piece));
          tasks.replace(piece, Task.DIFFERENT, Task.WRITE);
        }
      }
    }
  }

  /** Reading what is not there costs more than it saves. */
  private void giveUpComparing() {
    if (compared >= TRIAL && equal < compared / 100 * LEAST_EQUAL_PERCENT) {
      comparing = false;
      tasks.replaceAll((_, task) -> task == Task.COMPARE ? Task.WRITE : task);
    }
  }

  /** Notes that a segment was written again. */
  public void rewrote(Segment segment) {
    log.add(segment);
  }

  /** Notes that a suspect was found to be right, or was put right. */
  public void proven(Segment suspect) {
    tasks.put(suspect, Task.DONE);
    proven++;
  }

  /** Returns how many segments were read back and found equal. */
  public int provenCount() {
    return proven;
  }

  /** Returns all segments, in order. */
  public List<Segment> segments() {
    return List.copyOf(tasks.keySet());
  }

  /** Returns what was written, in the order of time: some segments more than once. */
  public List<Segment> log() {
    return List.copyOf(log);
  }

  /** Returns how many bytes were written. */
  public long writtenBytes() {
    return written;
  }

  /** Returns how many bytes were found on the device and not written. */
  public long unchangedBytes() {
    return equal;
  }
}
