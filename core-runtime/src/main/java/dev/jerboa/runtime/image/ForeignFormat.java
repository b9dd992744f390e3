package dev.jerboa.runtime.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** Formats known by their first bytes that no board can start from when written as they are. */
enum ForeignFormat {
  ZIP("a zip archive", 0, "504b0304", "Unpack it and give the image inside."),
  SEVEN_ZIP("a 7z archive", 0, "377abcaf271c", "Unpack it (7z x) and give the image inside."),
  RAR("a rar archive", 0, "526172211a07", "Unpack it and give the image inside."),
  TAR("a tar archive", 257, ascii("ustar"), "Unpack it (tar xf) and give the image inside."),
  QCOW2("a qcow2 disk", 0, "514649fb", "Convert it: qemu-img convert -O raw FILE disk.img"),
  VMDK("a VMDK disk", 0, ascii("KDMV"), "Convert it: qemu-img convert -O raw FILE disk.img"),
  VHDX("a VHDX disk", 0, ascii("vhdxfile"), "Convert it: qemu-img convert -O raw FILE disk.img"),
  VHD("a VHD disk", 0, ascii("conectix"), "Convert it: qemu-img convert -O raw FILE disk.img"),
  VDI("a VDI disk", 64, "7f10dabe", "Convert it: qemu-img convert -O raw FILE disk.img"),
  ANDROID_SPARSE("an Android sparse image", 0, "3aff26ed", Constants.TWICE),
  OLD_LZ4("an lz4 file of the old format", 0, "02214c18", "Compress it anew with lz4, not lz4 -l."),
  COMPRESS("a compress (.Z) file", 0, "1f9d", "Unpack it (uncompress) and give the image inside."),
  LZIP("an lzip file", 0, ascii("LZIP"), "Unpack it (lzip -d) and give the image inside."),
  LZOP("an lzop file", 0, "894c5a4f000d0a1a0a", "Unpack it (lzop -d) and give the image inside."),
  GZIP("a gzip file", 0, "1f8b08", Constants.TWICE),
  XZ("an xz file", 0, "fd377a585a00", Constants.TWICE),
  BZIP2("a bzip2 file", 4, "314159265359", Constants.TWICE),
  ZSTD("a zstd file", 0, "28b52ffd", Constants.TWICE),
  LZ4("an lz4 file", 0, "04224d18", Constants.TWICE),
  WEB_PAGE("a web page", 0, ascii("<!DOCTYPE "), Constants.DOWNLOAD),
  WEB_PAGE_LOWER_CASE("a web page", 0, ascii("<!doctype "), Constants.DOWNLOAD),
  GIT_LFS("a Git LFS pointer", 0, ascii("version https://git-lfs"), "Fetch the file: git lfs pull");

  private final String title;
  private final int offset;
  private final String magic;
  private final String advice;

  /**
   * @param magic the bytes at {@code offset} in hexadecimal digits
   */
  ForeignFormat(String title, int offset, String magic, String advice) {
    this.title = title;
    this.offset = offset;
    this.magic = magic;
    this.advice = advice;
  }

  /**
   * Refuses a file that is, or after decoding turns out to be, something else than an image.
   *
   * @param head the first 512 bytes, or all if there are fewer
   * @param holds how the file has them: {@code is} or {@code holds}
   */
  static void refuse(Path path, byte[] head, String holds) {
    String digits = HexFormat.of().formatHex(head);
    for (ForeignFormat format : values()) {
      if (digits.startsWith(format.magic, 2 * format.offset)) {
        throw ImageErrors.image(
                "unsupported-format", "%s %s %s".formatted(path, holds, format.title))
            .hint(format.advice);
      }
    }
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Texts used by several formats; an enum's own constants are not set yet when they are made. */
  private static final class Constants {
    static final String TWICE = "It is compressed twice: unpack it once and give the result.";
    static final String DOWNLOAD = "The download failed or needs a login; fetch the image again.";
  }
}
