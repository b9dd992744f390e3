package dev.jerboa.runtime.image;

import dev.jerboa.runtime.allocation.Range;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Decodes an Android sparse image; what nobody cares for becomes zeros.
 *
 * <p>Checksums count those zeros, as the format says, or leave them out, as its usual tools do: one
 * of both must fit. Not safe for use by several threads.
 */
final class SparseDecoder extends InputStream {
  private final InputStream in;
  private final SparseHeader header;
  private final CRC32 image = new CRC32();
  private final CRC32 imageWithoutFree = new CRC32();
  private final List<Range> free = new ArrayList<>();
  private SparseHeader.Kind kind = SparseHeader.Kind.RAW;
  private byte[] pattern = {};
  private long chunksRead;
  private long blocksRead;
  private long left;
  private boolean ended;

  private SparseDecoder(InputStream in) throws IOException {
    this.in = in;
    this.header = SparseHeader.parse(take(SparseHeader.KNOWN, 0));
    take(0, header.length() - SparseHeader.KNOWN);
  }

  /**
   * Opens a decoder; closing it closes {@code in}.
   *
   * @throws IOException if the header is not sound; {@code in} stays open
   */
  static SparseDecoder open(InputStream in) throws IOException {
    return new SparseDecoder(in);
  }

  /** Says whether a file that begins like this is an Android sparse image. */
  static boolean isSparse(byte[] head) {
    return head.length >= Integer.BYTES
        && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt() == SparseHeader.MAGIC;
  }

  /** Returns the size of the image, in bytes. */
  long size() {
    return header.size();
  }

  /** Returns the ranges that nobody cares for, of those that are decoded. */
  List<Range> free() {
    return free;
  }

  /** Returns {@code count} bytes of the file without {@code more} ones after them. */
  private ByteBuffer take(int count, int more) throws IOException {
    byte[] bytes = in.readNBytes(count + more);
    if (bytes.length < count + more) {
      throw new EOFException("the Android sparse image ends within a header");
    }
    return ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (left == 0 && !ended) {
      nextChunk();
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    int count = fill(target, offset, (int) Math.min(length, left));
    left -= count;
    image.update(target, offset, count);
    if (kind != SparseHeader.Kind.DONT_CARE) {
      imageWithoutFree.update(target, offset, count);
    }
    return count;
  }

  private int fill(byte[] target, int offset, int length) throws IOException {
    if (kind == SparseHeader.Kind.RAW) {
      return copy(target, offset, length);
    }
    if (kind == SparseHeader.Kind.DONT_CARE) {
      Arrays.fill(target, offset, offset + length, (byte) 0);
      return length;
    }
    for (int i = 0; i < length; i++) {
      // chunks are whole words, so what is left tells the place in the word
      target[offset + i] = pattern[(int) ((Integer.BYTES - (left - i) % Integer.BYTES) & 3)];
    }
    return length;
  }

  private int copy(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count < 0) {
      throw new EOFException("the Android sparse image ends within a chunk");
    }
    return count;
  }

  private void nextChunk() throws IOException {
    if (chunksRead == header.chunks()) {
      end();
      return;
    }
    ByteBuffer bytes =
        take(SparseHeader.CHUNK_KNOWN, header.chunkLength() - SparseHeader.CHUNK_KNOWN);
    SparseHeader.Chunk chunk = header.chunk(bytes);
    SparseHeader.require(
        blocksRead + chunk.blocks() <= header.blocks(), "the chunks have more blocks than stated");
    kind = chunk.kind();
    left = chunk.blocks() * header.blockSize();
    switch (kind) {
      case FILL -> pattern = take(Integer.BYTES, 0).array();
      case CRC32 -> requireChecksum(take(Integer.BYTES, 0).getInt());
      case DONT_CARE -> free.add(new Range(blocksRead * header.blockSize(), left));
      case RAW -> {}
    }
    chunksRead++;
    blocksRead += chunk.blocks();
  }

  private void end() throws IOException {
    SparseHeader.require(
        blocksRead == header.blocks(),
        "it states %d blocks and has %d".formatted(header.blocks(), blocksRead));
    if (header.checksum() != 0) {
      requireChecksum(header.checksum());
    }
    SparseHeader.require(in.read() < 0, "bytes follow the end of the Android sparse image");
    ended = true;
  }

  private void requireChecksum(int expected) throws IOException {
    SparseHeader.require(
        expected == (int) image.getValue() || expected == (int) imageWithoutFree.getValue(),
        "the CRC-32 of the Android sparse image is not %08x as stated".formatted(expected));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
