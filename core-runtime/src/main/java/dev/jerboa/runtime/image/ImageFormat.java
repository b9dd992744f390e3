package dev.jerboa.runtime.image;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** The formats an image file may have; the first bytes tell, never the name. */
enum ImageFormat {
  GZIP("gz", "1f8b08"),
  XZ("xz", "fd377a585a00"),
  BZIP2("bz2", "425a68"),
  ZSTD("zst", "28b52ffd"),
  LZ4("lz4", "04224d18"),
  ZIP("zip", "504b0304"),
  SPARSE("simg", "3aff26ed"),
  TAR("tar", ""),
  RAW("raw", "");

  /** Enough to know every format by. */
  static final int HEAD = 512;

  private static final Set<String> COMPRESSED_NAMES =
      Set.of(
          "gz", "gzip", "xz", "bz2", "bzip2", "zst", "zstd", "lz4", "lzma", "lz", "lzo", "z", "br",
          "tar", "tgz", "txz", "zip", "simg");

  private final String id;
  private final String magic;

  /**
   * @param magic the first bytes in hexadecimal digits; none where those do not tell
   */
  ImageFormat(String id, String magic) {
    this.id = id;
    this.magic = magic;
  }

  /** Finds the format of a file and refuses what is no image. */
  static ImageFormat of(SourceFile source) throws IOException {
    byte[] head = source.head(HEAD);
    ImageFormat format = byMagic(source, head);
    if (format == RAW) {
      ForeignFormat.refuse(source.path(), head, "is");
      requireRawName(source);
    }
    return format;
  }

  private static ImageFormat byMagic(SourceFile source, byte[] head) throws IOException {
    byte[] start = FrameCursor.isSkippable(head) ? magicAfterSkippable(source) : head;
    String digits = HexFormat.of().formatHex(start);
    for (ImageFormat format : values()) {
      if (!format.magic.isEmpty() && digits.startsWith(format.magic)) {
        return format;
      }
    }
    return TarImage.begins(head) ? TAR : RAW;
  }

  /** A zstd or lz4 file may begin with frames that say nothing on which of the two it is. */
  private static byte[] magicAfterSkippable(SourceFile source) throws IOException {
    try (FrameCursor cursor = new FrameCursor(source, "zst or lz4")) {
      int magic = cursor.nextMagic();
      return ByteBuffer.allocate(Integer.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(magic)
          .array();
    }
  }

  private static void requireRawName(SourceFile source) {
    String name = source.path().getFileName().toString().toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    if (COMPRESSED_NAMES.contains(extension)) {
      throw ImageErrors.image(
              "unknown-format",
              "%s is named like a compressed file, but does not begin like any known format"
                  .formatted(source.path()))
          .hint(
              ImageErrors.again(source.path())
                  + "; if it is a plain image, give it a name without ."
                  + extension
                  + ".");
    }
  }

  /** Returns the word for messages, as in {@code xz}. */
  String id() {
    return id;
  }

  /** Proves without decoding, as far as the format allows, that the file is whole. */
  Structure check(SourceFile source) throws IOException {
    return switch (this) {
      case GZIP -> new Structure(OptionalLong.empty(), true, true);
      case XZ -> XzStructure.check(source);
      case BZIP2 -> Bzip2Structure.check(source);
      case ZSTD -> ZstdStructure.check(source);
      case LZ4 -> Lz4Structure.check(source);
      case ZIP -> ZipImage.check(source);
      case SPARSE -> SparseStructure.check(source);
      case TAR -> TarImage.check(source);
      case RAW -> new Structure(OptionalLong.of(source.size()), true);
    };
  }

  /**
   * Opens the fastest decoder of the whole file, which works on threads of its own; it may read
   * {@code source} itself, and leave {@code in} alone.
   */
  InputStream openWhole(SourceFile source, InputStream in, Progress progress) throws IOException {
    Optional<InputStream> parallel =
        this == XZ ? ParallelXz.open(source, progress) : Optional.empty();
    return parallel.isPresent() ? parallel.get() : AheadStream.of(open(source, in));
  }

  /**
   * Opens a decoder of {@code in}, which should be buffered; closing the decoder closes it.
   *
   * <p>A zip archive is read from {@code source}. Tar archives and Android sparse images come as
   * they are: they may be inside of any other format.
   */
  InputStream open(SourceFile source, InputStream in) throws IOException {
    return switch (this) {
      case GZIP -> new GzipDecoder(in);
      case XZ -> new XZInputStream(in, XzStructure.MEMORY_KIB);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case ZSTD -> new ZstdInputStreamNoFinalizer(in).setLongMax(ZstdStructure.WINDOW_LOG);
      case LZ4 -> new FramedLZ4CompressorInputStream(in, true);
      case ZIP -> ZipImage.open(source);
      case TAR, SPARSE, RAW -> in;
    };
  }
}
