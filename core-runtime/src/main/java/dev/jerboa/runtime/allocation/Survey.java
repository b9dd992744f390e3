package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes over the partitions of an image and finds what is free in their file systems.
 *
 * <p>The edges of a partition and of the image are never free, because tools look there for what
 * was on the device before: the first 8 MiB have the superblocks of file systems and of volume
 * managers and both headers of LUKS2 (the second at up to 4 MiB, LUKS2 on-disk format 1.1), the
 * last MiB those of RAID (Linux md 0.90 and 1.0), ZFS (two labels of 256 KiB) and NILFS2, and the
 * backup GPT. Libblkid probes these places.
 *
 * <p>A hash tree need not have a superblock. With the usual hashes of 32 bytes for 4 KiB it has at
 * least 1/128 of the bytes that it covers, so a file system is free of doubt only if nothing else
 * in the image that is not understood has as much data.
 */
final class Survey {
  private static final long HEAD = 8 << 20;
  private static final long TAIL = 1 << 20;
  private static final long HASHED_BY_BLOCK = 128L * 4096;

  private final Area image;
  private final List<Partition> partitions;
  private final List<Range> unknown = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private final Map<Partition, String> notes = new HashMap<>();

  /** A file system that may have free ranges. */
  private record Found(Partition partition, FileSystem content) {}

  Survey(Area image) throws IOException, InterruptedException, DoubtException {
    this.image = image;
    this.partitions = PartitionTable.read(image);
  }

  static List<Range> edges(Area image) throws IOException, InterruptedException, DoubtException {
    List<Range> wholes = new ArrayList<>();
    wholes.add(new Range(0, image.size()));
    PartitionTable.read(image).forEach(partition -> wholes.add(partition.range()));
    List<Range> edges = new ArrayList<>();
    for (Range range : wholes) {
      edges.add(Range.between(range.offset(), Math.min(range.end(), range.offset() + HEAD)));
      edges.add(Range.between(Math.max(range.offset(), range.end() - TAIL), range.end()));
    }
    edges.sort(Comparator.comparingLong(Range::offset));
    return edges;
  }

  AllocationMap map() throws IOException, InterruptedException, DoubtException {
    for (Partition partition : partitions) {
      DoubtException.unless(!Verity.isIn(image, partition), "dm-verity data found");
    }
    long end = 0;
    for (int index = 0; index < partitions.size(); index++) {
      Range range = partitions.get(index).range();
      boolean overlaps = range.offset() < end || startsBefore(index + 1, range.end());
      unknown.add(Range.between(Math.min(end, range.offset()), range.offset()));
      look(partitions.get(index), overlaps);
      end = Math.max(end, range.end());
    }
    unknown.add(Range.between(end, image.size()));
    List<Range> free = found.isEmpty() ? List.of() : free();
    return new AllocationMap(free, partitions.stream().map(this::note).toList());
  }

  private String note(Partition partition) {
    return partition.title() + ": " + notes.get(partition);
  }

  private boolean startsBefore(int index, long end) {
    return index < partitions.size() && partitions.get(index).range().offset() < end;
  }

  private void look(Partition partition, boolean overlaps)
      throws IOException, InterruptedException {
    Range range = partition.range();
    try {
      DoubtException.unless(!overlaps, "overlaps another partition");
      FileSystem content = Contents.read(image.part(range));
      Range rest = Range.between(range.offset() + content.size(), range.end());
      if (image.part(rest).writtenBlocks(1) > 0) {
        unknown.add(rest);
        throw new DoubtException("has data behind its " + content.type() + " file system");
      }
      found.add(new Found(partition, content));
    } catch (DoubtException e) {
      unknown.add(range);
      notes.put(partition, "nothing is skipped, it " + e.getMessage());
    }
  }

  private List<Range> free() throws IOException, InterruptedException, DoubtException {
    long largest = found.stream().mapToLong(each -> each.content().size()).max().orElse(0);
    long written = 0;
    for (Range range : unknown) {
      long limit = largest / HASHED_BY_BLOCK + 1;
      written = Math.max(written, image.part(range).writtenBlocks(limit));
    }
    FreeRanges free = new FreeRanges();
    for (Found each : found) {
      if (written * HASHED_BY_BLOCK < each.content().size()) {
        add(each, free);
      } else {
        notes.put(each.partition(), "nothing is skipped, other data may be its hash tree");
      }
    }
    return free.toList();
  }

  private void add(Found each, FreeRanges all) {
    Range range = each.partition().range();
    long first = range.offset() + HEAD;
    long last = range.end() - TAIL;
    FreeRanges own = new FreeRanges();
    for (Range free : each.content().free()) {
      long from = Math.max(first, range.offset() + free.offset());
      long to = Math.min(last, range.offset() + free.end());
      own.add(from, to);
      all.add(from, to);
    }
    long bytes = own.toList().stream().mapToLong(Range::length).sum();
    notes.put(
        each.partition(),
        "%s, %d MiB of %d MiB free"
            .formatted(each.content().type(), bytes >> 20, range.length() >> 20));
  }
}
