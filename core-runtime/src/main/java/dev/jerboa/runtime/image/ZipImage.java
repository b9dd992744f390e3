package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The only file of a zip archive, stored or deflated; its checksum and size are compared. */
final class ZipImage extends FilterInputStream {
  private static final int END_RECORD = 22;
  private static final int END_MAGIC = 0x06054b50;
  private static final int LONGEST_COMMENT = 0xFFFF;

  private final ZipFile zip;
  private final ZipArchiveEntry entry;
  private final CRC32 crc = new CRC32();
  private long count;

  private ZipImage(ZipFile zip, ZipArchiveEntry entry, InputStream in) {
    super(in);
    this.zip = zip;
    this.entry = entry;
  }

  static Structure check(SourceFile source) throws IOException {
    requireEndRecord(source);
    try (ZipImage image = open(source)) {
      return new Structure(OptionalLong.of(image.entry.getSize()), true);
    } catch (JerboaException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ImageErrors.corrupt(
              source.path(), "zip", "has a bad directory", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  static ZipImage open(SourceFile source) throws IOException {
    ZipFile zip = ZipFile.builder().setPath(source.realPath()).get();
    ZipImage image = null;
    try {
      ZipArchiveEntry entry = onlyFile(source, zip);
      image = new ZipImage(zip, entry, zip.getInputStream(entry));
      return image;
    } finally {
      if (image == null) {
        zip.close();
      }
    }
  }

  private static ZipArchiveEntry onlyFile(SourceFile source, ZipFile zip) {
    List<ZipArchiveEntry> files =
        Collections.list(zip.getEntries()).stream().filter(entry -> !entry.isDirectory()).toList();
    if (files.size() != 1) {
      throw ImageErrors.image(
              "zip-files",
              "%s holds %d files, not one image%s"
                  .formatted(source.path(), files.size(), ImageErrors.names(files)))
          .hint("Unpack it and give the image inside.");
    }
    ZipArchiveEntry file = files.getFirst();
    boolean plain =
        file.getMethod() == ZipArchiveEntry.STORED || file.getMethod() == ZipArchiveEntry.DEFLATED;
    if (!plain || !zip.canReadEntryData(file)) {
      throw ImageErrors.image(
              "unsupported-format",
              "%s is encrypted, or packed with method %d of zip"
                  .formatted(source.path(), file.getMethod()))
          .hint("Unpack it and give the image inside.");
    }
    return file;
  }

  /** Tells a file that is cut short from one that goes on after its end. */
  private static void requireEndRecord(SourceFile source) throws IOException {
    try (SourceReader reader = source.reader()) {
      int length = (int) Math.min(END_RECORD + LONGEST_COMMENT, reader.size());
      long start = reader.size() - length;
      ByteBuffer tail = reader.at(start, length);
      int at = length - END_RECORD;
      while (at >= 0 && tail.getInt(at) != END_MAGIC) {
        at--;
      }
      long end = at < 0 ? Long.MAX_VALUE : at + END_RECORD + (tail.getShort(at + 20) & 0xFFFF);
      if (end > length) {
        throw ImageErrors.truncated(source.path(), "zip", reader.size(), "its directory");
      }
      if (end < length) {
        throw ImageErrors.trailing(source.path(), "zip", start + end);
      }
    }
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = in.read(target, offset, length);
    if (got > 0) {
      crc.update(target, offset, got);
      count += got;
    }
    if (count > entry.getSize() || (got < 0 && count < entry.getSize())) {
      throw new IOException("it has not the stated size of %d bytes".formatted(entry.getSize()));
    }
    if (got < 0 && crc.getValue() != entry.getCrc()) {
      throw new IOException("its CRC-32 is not %08x as stated".formatted(entry.getCrc()));
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    try (zip) {
      in.close();
    }
  }
}
