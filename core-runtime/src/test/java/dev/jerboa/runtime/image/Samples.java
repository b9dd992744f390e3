package dev.jerboa.runtime.image;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.runtime.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes images and compresses them. */
final class Samples {
  static final int UNIT = 16 << 10;
  static final int SEGMENT = 64 << 10;
  static final Segmenting SEGMENTING = new Segmenting(UNIT, SEGMENT, (image, declared) -> declared);

  /** Short matches make this encoder slow; those are left to the real tool. */
  private static final org.apache.commons.compress.compressors.lz77support.Parameters FAST =
      BlockLZ4CompressorOutputStream.createParameterBuilder()
          .withMinBackReferenceLength(256)
          .withMaxBackReferenceLength(60_000)
          .withNiceBackReferenceLength(256)
          .withMaxNumberOfCandidates(2)
          .withLazyMatching(false)
          .build();

  private Samples() {}

  static ImageStore store(Path cache) {
    return store(cache, new CacheLimit(Long.MAX_VALUE), Duration.ZERO);
  }

  static ImageStore store(Path cache, CacheLimit limit, Duration settling) {
    return new ImageStore(limit, cache, SEGMENTING, settling);
  }

  /** Returns bytes of which a third each is random, text and zeros, in runs. */
  static byte[] image(int size, long seed) {
    Random random = new Random(seed);
    byte[] image = new byte[size];
    byte[] run = new byte[40_000];
    for (int at = 0; at < size; at += run.length) {
      switch (random.nextInt(3)) {
        case 0 -> random.nextBytes(run);
        case 1 -> fillWithText(run, random);
        default -> run = new byte[run.length];
      }
      System.arraycopy(run, 0, image, at, Math.min(run.length, size - at));
    }
    return image;
  }

  private static void fillWithText(byte[] run, Random random) {
    for (int at = 0; at < run.length; at++) {
      run[at] = (byte) ('a' + random.nextInt(4));
    }
  }

  static byte[] compress(ImageFormat format, byte[] image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = encoder(format, bytes)) {
      out.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static OutputStream encoder(ImageFormat format, OutputStream out) throws IOException {
    return switch (format) {
      case GZIP -> new GZIPOutputStream(out);
      case XZ -> new XZOutputStream(out, new LZMA2Options(1));
      case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      case ZSTD -> new ZstdOutputStreamNoFinalizer(out).setChecksum(true);
      case LZ4 ->
          new FramedLZ4CompressorOutputStream(
              out,
              new FramedLZ4CompressorOutputStream.Parameters(
                  BlockSize.K64, true, false, false, FAST));
      case ZIP -> zip(out);
      case TAR -> tar(out);
      case SPARSE ->
          throw new IllegalArgumentException("an Android sparse image is made by chunks");
      case RAW -> out;
    };
  }

  /** The size of a file stands in front of it. */
  private static OutputStream tar(OutputStream out) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
          TarArchiveEntry entry = new TarArchiveEntry("disk.img");
          entry.setSize(size());
          tar.putArchiveEntry(entry);
          writeTo(tar);
          tar.closeArchiveEntry();
        }
      }
    };
  }

  private static OutputStream zip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry("disk.img"));
    return zip;
  }

  /**
   * Changes what the first block of an xz file says of its dictionary.
   *
   * @param code the size as The .xz File Format 1.2.1, 5.3.1 encodes it
   */
  static void setXzDictionary(byte[] packed, int code) {
    // the block header at byte 12: size, flags, filter 21, its properties, padding and a CRC32
    int length = (packed[12] + 1) * 4;
    packed[16] = (byte) code;
    CRC32 crc = new CRC32();
    crc.update(packed, 12, length - 4);
    ByteBuffer.wrap(packed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(12 + length - 4, (int) crc.getValue());
  }

  static Path write(Path folder, String name, byte[]... parts) {
    Path file = folder.resolve(name);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    try {
      return Files.write(file, all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PreparedImage prepare(ImageStore store, Path file) throws InterruptedException {
    return store.prepare(file, Optional.empty());
  }

  /** Prepares a file, reads all of it and gives it back. */
  static byte[] decode(ImageStore store, Path file) throws InterruptedException {
    try (PreparedImage image = prepare(store, file)) {
      return content(image);
    }
  }

  static byte[] content(PreparedImage image) throws InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(image.size()));
    try {
      while (image.content().read(bytes.position(), bytes) > 0) {
        // a read may return less than was asked for
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.array();
  }

  /** Returns the code of the error that {@code action} ends with, or an empty string. */
  static String code(Action action) throws InterruptedException {
    try {
      action.run();
      return "";
    } catch (JerboaException e) {
      return e.code();
    }
  }

  static String sha256(byte[] bytes, long from, long to) {
    var digest = Sha256.start();
    digest.update(bytes, (int) from, (int) (to - from));
    return Sha256.finish(digest);
  }

  /** Starts a process that holds a lock and says so. */
  static Process lockHolder(Path lock) throws IOException {
    String source =
        """
        import java.nio.channels.*; import java.nio.file.*;
        class Holder {
          public static void main(String[] a) throws Exception {
            var channel = FileChannel.open(Path.of(a[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) throw new IllegalStateException();
            System.out.println("locked");
            System.in.read();
          }
        }
        """;
    Path program = Files.writeString(lock.resolveSibling("Holder.java"), source);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                program.toString(),
                lock.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!"locked".equals(process.inputReader().readLine())) {
      throw new IllegalStateException("another process has the lock");
    }
    return process;
  }

  /** Does what is expected to fail. */
  interface Action {
    void run() throws InterruptedException;
  }
}
