package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.runtime.allocation.AllocationMap;
import dev.jerboa.runtime.allocation.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The ranges of an image that nobody needs. */
final class FreeSpace {
  static final FreeSpace NONE = new FreeSpace(List.of(), List.of());

  private final NavigableMap<Long, Long> endOfStart = new TreeMap<>();
  private final List<String> notes;

  /**
   * @param ranges in order of their offsets
   * @param notes why they are free, for people
   */
  FreeSpace(List<Range> ranges, List<String> notes) {
    this.notes = List.copyOf(notes);
    for (Range range : ranges) {
      Map.Entry<Long, Long> last = endOfStart.lastEntry();
      if (last != null && last.getValue() >= range.offset()) {
        endOfStart.put(last.getKey(), Math.max(last.getValue(), range.end()));
      } else {
        endOfStart.put(range.offset(), range.end());
      }
    }
  }

  /** Returns what is free by either. */
  FreeSpace and(FreeSpace other) {
    List<Range> ranges =
        Stream.concat(ranges(), other.ranges())
            .sorted(Comparator.comparingLong(Range::offset))
            .toList();
    return new FreeSpace(ranges, Stream.of(notes, other.notes).flatMap(List::stream).toList());
  }

  private Stream<Range> ranges() {
    return endOfStart.entrySet().stream()
        .map(range -> new Range(range.getKey(), range.getValue() - range.getKey()));
  }

  /**
   * Finds what no file system of an image uses, or its source does not need.
   *
   * @param declared what the source says; it is not believed where tools look for what was on the
   *     device before
   */
  static FreeSpace unallocated(ByteSource image, FreeSpace declared)
      throws IOException, InterruptedException {
    AllocationMap map = AllocationMap.read(image);
    FreeSpace found = new FreeSpace(map.free(), map.notes());
    return declared.endOfStart.isEmpty()
        ? found
        : declared.without(AllocationMap.edges(image)).and(found);
  }

  private FreeSpace without(List<Range> edges) {
    List<Range> rest = new ArrayList<>();
    for (Range range : ranges().toList()) {
      long from = range.offset();
      for (Range edge : edges) {
        if (edge.end() > from && edge.offset() < range.end()) {
          addUnlessEmpty(from, edge.offset(), rest);
          from = edge.end();
        }
      }
      addUnlessEmpty(from, range.end(), rest);
    }
    return new FreeSpace(rest, notes);
  }

  private static void addUnlessEmpty(long from, long to, List<Range> ranges) {
    if (from < to) {
      ranges.add(new Range(from, to - from));
    }
  }

  List<String> notes() {
    return notes;
  }

  /** Says whether nobody needs any byte of a range. */
  boolean covers(long offset, long length) {
    Map.Entry<Long, Long> range = endOfStart.floorEntry(offset);
    return range != null && offset + length <= range.getValue();
  }
}
