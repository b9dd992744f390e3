package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/** A GUID partition table (UEFI 2.10, chapter 5), whose primary copy must be sound. */
final class Gpt {
  private static final byte[] SIGNATURE = "EFI PART".getBytes(StandardCharsets.US_ASCII);
  private static final int[] SECTOR_SIZES = {512, 4096};
  private static final int MIN_HEADER = 92;
  private static final int MIN_ENTRY = 128;
  private static final long MAX_TABLE = 1 << 20;
  private static final UUID UNUSED = new UUID(0, 0);

  private final Area image;
  private final int sector;
  private final ByteBuffer header;
  private final long firstUsable;
  private final long lastUsable;

  private Gpt(Area image, int sector) throws IOException, InterruptedException, DoubtException {
    this.image = image;
    this.sector = sector;
    this.header = image.read(sector, sector);
    this.firstUsable = header.getLong(40);
    this.lastUsable = header.getLong(48);
    checkHeader();
  }

  static Optional<Gpt> find(Area image) throws IOException, InterruptedException, DoubtException {
    Optional<Gpt> found = Optional.empty();
    for (int sector : SECTOR_SIZES) {
      if (image.holds(sector, SIGNATURE)) {
        DoubtException.unless(found.isEmpty(), "it has two partition tables");
        found = Optional.of(new Gpt(image, sector));
      }
    }
    return found;
  }

  private void checkHeader() throws DoubtException {
    int length = header.getInt(12);
    sound(length >= MIN_HEADER && length <= sector);
    ByteBuffer checked = ByteBuffer.allocate(length).put(header.slice(0, length));
    sound(crc(checked.putInt(16, 0).flip()) == header.getInt(16));
    sound(header.getLong(24) == 1);
    sound(firstUsable > 1 && firstUsable <= lastUsable && lastUsable < image.size() / sector);
    long backup = header.getLong(32);
    sound(backup > lastUsable || (backup > 1 && backup < firstUsable));
  }

  private static void sound(boolean condition) throws DoubtException {
    DoubtException.unless(condition, "its GPT is damaged");
  }

  private static int crc(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  int sectorSize() {
    return sector;
  }

  List<Partition> partitions() throws IOException, InterruptedException, DoubtException {
    int entrySize = header.getInt(84);
    ByteBuffer table = table(header.getInt(80), entrySize);
    List<Partition> partitions = new ArrayList<>();
    for (int start = 0; start < table.limit(); start += entrySize) {
      ByteBuffer entry = table.slice(start, entrySize).order(ByteOrder.LITTLE_ENDIAN);
      if (!guid(entry).equals(UNUSED)) {
        partitions.add(partition(start / entrySize + 1, entry));
      }
    }
    return partitions;
  }

  private ByteBuffer table(int entries, int entrySize)
      throws IOException, InterruptedException, DoubtException {
    sound(entrySize >= MIN_ENTRY && entrySize % 8 == 0);
    sound(entries > 0 && entries <= MAX_TABLE / entrySize);
    int length = entries * entrySize;
    long first = header.getLong(72);
    sound(first > 1 && first < image.size() / sector);
    long end = first + (length + sector - 1) / sector;
    sound(end <= firstUsable || first > lastUsable);
    ByteBuffer table = image.read(first * sector, length);
    sound(crc(table.duplicate()) == header.getInt(88));
    return table;
  }

  private Partition partition(int number, ByteBuffer entry) throws DoubtException {
    long first = entry.getLong(32);
    long last = entry.getLong(40);
    sound(first >= firstUsable && first <= last && last <= lastUsable);
    String name = name(entry);
    String title = "partition " + number + (name.isEmpty() ? "" : " (" + name + ")");
    Range range = Range.between(first * sector, (last + 1) * sector);
    return new Partition(title, Optional.of(guid(entry)), range);
  }

  /** Reads a type, of which the first three fields are little endian and the rest is big endian. */
  private static UUID guid(ByteBuffer entry) {
    long high =
        Integer.toUnsignedLong(entry.getInt(0)) << 32
            | Short.toUnsignedLong(entry.getShort(4)) << 16
            | Short.toUnsignedLong(entry.getShort(6));
    return new UUID(high, Long.reverseBytes(entry.getLong(8)));
  }

  /** Returns the name without what could disturb a terminal. */
  private static String name(ByteBuffer entry) {
    byte[] bytes = new byte[72];
    entry.get(56, bytes);
    String name = new String(bytes, StandardCharsets.UTF_16LE);
    int end = name.indexOf(0);
    return (end < 0 ? name : name.substring(0, end)).replaceAll("[^\\p{L}\\p{N}\\p{P} ]", "?");
  }
}
