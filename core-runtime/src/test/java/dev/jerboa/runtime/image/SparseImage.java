package dev.jerboa.runtime.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Makes Android sparse images by hand, wrong ones too. */
final class SparseImage {
  static final int BLOCK = 4096;

  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private int count;
  private int blocks;

  SparseImage raw(byte[] bytes) {
    return chunk(0xCAC1, bytes.length / BLOCK, bytes);
  }

  SparseImage fill(int blockCount, byte... word) {
    return chunk(0xCAC2, blockCount, word);
  }

  SparseImage dontCare(int blockCount) {
    return chunk(0xCAC3, blockCount, new byte[0]);
  }

  SparseImage crc32(int value) {
    return chunk(0xCAC4, 0, little(4, buffer -> buffer.putInt(value)));
  }

  SparseImage chunk(int type, int blockCount, byte[] payload) {
    chunks.writeBytes(
        little(
            12,
            header -> {
              header.putShort((short) type).putShort((short) 0);
              header.putInt(blockCount).putInt(12 + payload.length);
            }));
    chunks.writeBytes(payload);
    count++;
    blocks += blockCount;
    return this;
  }

  byte[] bytes() {
    return bytes(blocks, 0);
  }

  byte[] bytes(int statedBlocks, int checksum) {
    return little(
        28 + chunks.size(),
        file -> {
          file.putInt(0xED26FF3A).putShort((short) 1).putShort((short) 0);
          file.putShort((short) 28).putShort((short) 12).putInt(BLOCK);
          file.putInt(statedBlocks).putInt(count).putInt(checksum).put(chunks.toByteArray());
        });
  }

  private static byte[] little(int size, Consumer<ByteBuffer> writer) {
    byte[] bytes = new byte[size];
    writer.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return bytes;
  }
}
