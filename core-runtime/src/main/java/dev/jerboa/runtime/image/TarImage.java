package dev.jerboa.runtime.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * The only file of a tar archive, such as a layer of an OCI image (image-spec, layer.md): folders,
 * links and empty files do not count.
 */
final class TarImage extends FilterInputStream {
  /** POSIX ustar and GNU tar both have this magic at 257 of the first header: tar(5). */
  private static final byte[] MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

  private static final int MAGIC_AT = 257;
  private static final int HEADER = 512;
  private static final int END_BLOCKS = 1024;
  private static final int PIECE = 64 << 10;

  private final SourceFile source;
  private final TarArchiveInputStream tar;
  private final TarArchiveEntry file;
  private boolean ended;

  private TarImage(SourceFile source, TarArchiveInputStream tar, InputStream archive)
      throws IOException {
    super(archive);
    this.source = source;
    this.tar = tar;
    this.file = next();
    if (file == null) {
      throw files(source, List.of());
    }
  }

  /** Says whether a file that begins like this is a tar archive. */
  static boolean begins(byte[] head) {
    int end = MAGIC_AT + MAGIC.length;
    return head.length >= HEADER
        && Arrays.equals(head, MAGIC_AT, end, MAGIC, 0, MAGIC.length)
        && TarUtils.verifyCheckSum(Arrays.copyOf(head, HEADER));
  }

  /** Proves by its headers that a plain archive is whole and holds one file. */
  static Structure check(SourceFile source) throws IOException {
    try (TarFile archive = new TarFile(source.realPath())) {
      List<TarArchiveEntry> found =
          archive.getEntries().stream().filter(TarImage::mayBeImage).toList();
      if (found.size() != 1) {
        throw files(source, found);
      }
      requireEnd(source, archive.getEntries().getLast());
      return new Structure(OptionalLong.of(found.getFirst().getRealSize()), false);
    } catch (IOException | IllegalArgumentException e) {
      source.requireUnchanged();
      throw ImageErrors.corrupt(
              source.path(), "tar", "has a bad header", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  /** The library takes a file that ends with its last entry for whole. */
  private static void requireEnd(SourceFile source, TarArchiveEntry last) throws IOException {
    long end = last.getDataOffset() + last.getSize();
    if (source.size() < end + END_BLOCKS) {
      throw ImageErrors.truncated(source.path(), "tar", source.size(), "its end");
    }
    try (SourceReader reader = source.reader()) {
      for (long at = end; at < source.size(); at += PIECE) {
        ByteBuffer rest = reader.at(at, PIECE);
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        if (!Zeros.only(bytes, 0, bytes.length)) {
          throw ImageErrors.trailing(source.path(), "tar", at);
        }
      }
    }
  }

  /**
   * Opens the only file of an archive; closing it closes {@code archive}.
   *
   * @param archive positioned at its beginning; stays open if this fails
   */
  @SuppressWarnings("resource") // closes nothing but the archive
  static TarImage open(SourceFile source, InputStream archive) throws IOException {
    return new TarImage(source, new TarArchiveInputStream(archive), archive);
  }

  /** Returns the size of the file, in bytes. */
  long size() {
    return file.getRealSize();
  }

  private static boolean mayBeImage(TarArchiveEntry entry) {
    boolean special =
        entry.isDirectory()
            || entry.isSymbolicLink()
            || entry.isLink()
            || entry.isCharacterDevice()
            || entry.isBlockDevice()
            || entry.isFIFO();
    return !special && entry.getRealSize() > 0;
  }

  private TarArchiveEntry next() throws IOException {
    TarArchiveEntry entry = tar.getNextEntry();
    while (entry != null && !mayBeImage(entry)) {
      entry = tar.getNextEntry();
    }
    return entry;
  }

  private static RuntimeException files(SourceFile source, List<TarArchiveEntry> files) {
    return ImageErrors.image(
            "tar-files",
            "%s holds %s, not one image%s"
                .formatted(
                    source.path(),
                    files.isEmpty() ? "no file" : "several files",
                    ImageErrors.names(files)))
        .hint("Unpack it (tar xf) and give the image inside.");
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = tar.read(target, offset, length);
    if (count < 0 && !ended) {
      ended = true;
      requireNothingBehind();
    }
    return count;
  }

  /** Reads to the end also so that the format around the archive can prove its checksums. */
  private void requireNothingBehind() throws IOException {
    TarArchiveEntry second = next();
    if (second != null) {
      throw files(source, List.of(file, second));
    }
    byte[] rest = new byte[PIECE];
    for (int count = in.read(rest); count >= 0; count = in.read(rest)) {
      if (!Zeros.only(rest, 0, count)) {
        throw new IOException("the tar archive goes on behind its end");
      }
    }
  }
}
