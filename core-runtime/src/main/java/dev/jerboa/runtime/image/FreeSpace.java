package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.runtime.allocation.AllocationMap;
import dev.jerboa.runtime.allocation.Range;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The ranges of an image that nobody needs. */
final class FreeSpace {
  static final FreeSpace NONE = new FreeSpace(List.of(), List.of());

  private final NavigableMap<Long, Long> endOfStart = new TreeMap<>();
  private final List<String> notes;

  /**
   * @param ranges in order of their offsets, none over another
   * @param notes why they are free, for people
   */
  FreeSpace(List<Range> ranges, List<String> notes) {
    this.notes = List.copyOf(notes);
    for (Range range : ranges) {
      Map.Entry<Long, Long> last = endOfStart.lastEntry();
      boolean touches = last != null && last.getValue() == range.offset();
      endOfStart.put(touches ? last.getKey() : range.offset(), range.offset() + range.length());
    }
  }

  /** Finds what no file system of an image uses. */
  static FreeSpace unallocated(ByteSource image) throws IOException, InterruptedException {
    AllocationMap map = AllocationMap.read(image);
    return new FreeSpace(map.free(), map.notes());
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
