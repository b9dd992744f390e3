package dev.jerboa.runtime.allocation;

import dev.jerboa.api.files.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;

/** A sparse image file that a test puts together. */
final class Disk implements ByteSource, AutoCloseable {
  static final int MIB = 1 << 20;
  static final UUID LINUX = UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477de4");

  private static final int ENTRIES = 128;
  private static final int ENTRY_SIZE = 128;

  private final FileChannel file;

  private Disk(FileChannel file) {
    this.file = file;
  }

  static Disk open(Path path) throws IOException {
    return new Disk(
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  static Disk create(Path path, long size) throws IOException {
    Disk disk = open(path);
    disk.file.truncate(0);
    disk.write(size - 1, new byte[1]);
    return disk;
  }

  @Override
  public long size() {
    try {
      return file.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    return file.read(target, position);
  }

  void write(long position, byte[] bytes) throws IOException {
    file.write(ByteBuffer.wrap(bytes), position);
  }

  void write(long position, String text) throws IOException {
    write(position, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  byte[] bytes(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.read(bytes, position);
    return bytes.array();
  }

  /** Copies a file to {@code position}, where nothing was written before; zeros stay holes. */
  void put(long position, Path content) throws IOException {
    byte[] chunk = new byte[64 << 10];
    byte[] zeros = new byte[chunk.length];
    try (InputStream source = Files.newInputStream(content)) {
      long target = position;
      for (int count = source.readNBytes(chunk, 0, chunk.length); count > 0; ) {
        if (!Arrays.equals(chunk, 0, count, zeros, 0, count)) {
          file.write(ByteBuffer.wrap(chunk, 0, count), target);
        }
        target += count;
        count = source.readNBytes(chunk, 0, chunk.length);
      }
    }
  }

  /** Copies a range to a file. */
  void extract(Range range, Path target) throws IOException {
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(0);
      file.transferTo(range.offset(), range.length(), out);
    }
  }

  void fillWithGarbage(Range range, Random random) throws IOException {
    byte[] garbage = new byte[MIB];
    random.nextBytes(garbage);
    for (long at = range.offset(); at < range.end(); at += garbage.length) {
      int length = (int) Math.min(garbage.length, range.end() - at);
      file.write(ByteBuffer.wrap(garbage, 0, length), at);
    }
  }

  /** Writes a GPT without a backup; the partitions are named a, b, c and so on. */
  void gpt(int sector, List<Range> partitions, UUID type) throws IOException {
    ByteBuffer entries = little(ENTRIES * ENTRY_SIZE);
    for (int index = 0; index < partitions.size(); index++) {
      Range range = partitions.get(index);
      int at = index * ENTRY_SIZE;
      entries.putInt(at, (int) (type.getMostSignificantBits() >> 32));
      entries.putShort(at + 4, (short) (type.getMostSignificantBits() >> 16));
      entries.putShort(at + 6, (short) type.getMostSignificantBits());
      entries.putLong(at + 8, Long.reverseBytes(type.getLeastSignificantBits()));
      entries.putLong(at + 32, range.offset() / sector);
      entries.putLong(at + 40, range.end() / sector - 1);
      entries.put(at + 56, (byte) ('a' + index));
    }
    long sectors = size() / sector;
    ByteBuffer header = little(92);
    header.put(0, "EFI PART".getBytes(StandardCharsets.US_ASCII)).putInt(8, 0x10000).putInt(12, 92);
    header.putLong(24, 1).putLong(32, sectors - 1);
    header.putLong(40, 2 + entries.limit() / sector).putLong(48, sectors - 2);
    header.putLong(72, 2).putInt(80, ENTRIES).putInt(84, ENTRY_SIZE);
    header.putInt(88, crc(entries)).putInt(16, crc(header));
    file.write(header, sector);
    file.write(entries, 2L * sector);
    mbr(0, 0, List.of(new MbrEntry(0xEE, 1, sectors - 1)));
  }

  /** An entry of an MBR, in sectors. */
  record MbrEntry(int type, long first, long count) {}

  /** Writes entries of a master boot record, or of a record for a logical partition. */
  void mbr(long position, int flags, List<MbrEntry> entries) throws IOException {
    ByteBuffer record = little(512 - 446);
    for (int index = 0; index < entries.size(); index++) {
      MbrEntry entry = entries.get(index);
      record.put(16 * index, (byte) flags).put(16 * index + 4, (byte) entry.type());
      record.putInt(16 * index + 8, (int) entry.first());
      record.putInt(16 * index + 12, (int) entry.count());
    }
    record.putShort(64, (short) 0xAA55);
    file.write(record, position + 446);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crc(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  AllocationMap map() throws IOException, InterruptedException {
    return AllocationMap.read(this);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
