package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a master boot record with primary and logical partitions. */
final class Mbr {
  private static final int SIZE = 512;
  private static final int ENTRIES = 446;
  private static final int ENTRY_SIZE = 16;
  private static final short SIGNATURE = (short) 0xAA55;
  private static final int PROTECTIVE = 0xEE;
  private static final Set<Integer> EXTENDED = Set.of(0x05, 0x0F, 0x85);
  private static final int FIRST_LOGICAL = 5;
  private static final int MOST_LOGICAL = 128;

  private final Area image;
  private final int sector;
  private final List<Partition> partitions = new ArrayList<>();

  private Mbr(Area image, int sector) {
    this.image = image;
    this.sector = sector;
  }

  /**
   * An entry of a record.
   *
   * @param first its first sector; what it counts from depends on the kind of record
   */
  private record Entry(int flags, int type, long first, long count) {
    boolean used() {
      return type != 0 && count != 0;
    }

    boolean extended() {
      return EXTENDED.contains(type);
    }
  }

  /**
   * Returns the partitions, or none if there is no record.
   *
   * @param gpt whether there is a GPT, for which an entry may stand in
   */
  static List<Partition> read(Area image, int sector, boolean gpt)
      throws IOException, InterruptedException, DoubtException {
    Mbr mbr = new Mbr(image, sector);
    List<Entry> entries = mbr.entries(0);
    if (entries.stream().allMatch(entry -> (entry.flags() & 0x7F) == 0)) {
      mbr.primary(entries, gpt);
    }
    return mbr.partitions;
  }

  private List<Entry> entries(long position)
      throws IOException, InterruptedException, DoubtException {
    if (image.size() < SIZE) {
      return List.of();
    }
    ByteBuffer bytes = image.read(position, SIZE);
    List<Entry> entries = new ArrayList<>();
    for (int at = ENTRIES; bytes.getShort(SIZE - 2) == SIGNATURE && at < SIZE - 2; ) {
      entries.add(
          new Entry(
              Byte.toUnsignedInt(bytes.get(at)),
              Byte.toUnsignedInt(bytes.get(at + 4)),
              Integer.toUnsignedLong(bytes.getInt(at + 8)),
              Integer.toUnsignedLong(bytes.getInt(at + 12))));
      at += ENTRY_SIZE;
    }
    return entries;
  }

  private void primary(List<Entry> entries, boolean gpt)
      throws IOException, InterruptedException, DoubtException {
    for (Entry entry : entries) {
      if (entry.type() == PROTECTIVE) {
        DoubtException.unless(gpt, "its GPT is missing");
      } else if (entry.used() && entry.extended()) {
        logical(entry);
      } else if (entry.used()) {
        add(entries.indexOf(entry) + 1, entry.first(), entry.count());
      }
    }
  }

  /** Follows the chain of records in an extended partition, each with a partition and a link. */
  private void logical(Entry container) throws IOException, InterruptedException, DoubtException {
    long end = container.first() + container.count();
    long record = container.first();
    for (int number = FIRST_LOGICAL; record < end; number++) {
      DoubtException.unless(number < MOST_LOGICAL, "its logical partitions do not end");
      List<Entry> entries = entries(record * sector);
      DoubtException.unless(!entries.isEmpty(), "its logical partitions are damaged");
      Entry entry = entries.get(0);
      Entry link = entries.get(1);
      if (entry.used()) {
        sound(record + entry.first() + entry.count() <= end && entry.first() > 0);
        add(number, record + entry.first(), entry.count());
      }
      if (!link.used()) {
        return;
      }
      sound(link.extended() && link.first() > record - container.first());
      record = container.first() + link.first();
    }
    sound(false);
  }

  private static void sound(boolean condition) throws DoubtException {
    DoubtException.unless(condition, "its logical partitions are damaged");
  }

  private void add(int number, long first, long count) throws DoubtException {
    Range range = new Range(first * sector, count * sector);
    String title = "partition " + number;
    DoubtException.unless(range.end() <= image.size(), title + " ends behind the image");
    partitions.add(new Partition(title, Optional.empty(), range));
  }
}
