package dev.jerboa.runtime.image;

import java.io.IOException;
import java.util.OptionalLong;

/** Walks over the chunks of an Android sparse image to prove that none is missing. */
final class SparseStructure {
  private SparseStructure() {}

  static Structure check(SourceFile source) throws IOException {
    try (FrameCursor cursor = new FrameCursor(source, "simg")) {
      SparseHeader header;
      long blocks = 0;
      boolean checksummed = false;
      var first = cursor.take(SparseHeader.KNOWN, "its header");
      try {
        header = SparseHeader.parse(first);
        cursor.skip(header.length() - SparseHeader.KNOWN, "its header");
        for (long i = 0; i < header.chunks(); i++) {
          var bytes = cursor.take(SparseHeader.CHUNK_KNOWN, "its last chunks");
          SparseHeader.Chunk chunk = header.chunk(bytes);
          cursor.skip(header.chunkLength() - SparseHeader.CHUNK_KNOWN, "a chunk's header");
          cursor.skip(chunk.payload(), "the rest of a chunk");
          blocks += chunk.blocks();
          checksummed |= chunk.kind() == SparseHeader.Kind.CRC32;
        }
      } catch (IOException e) {
        throw cursor.corrupt(e.getMessage());
      }
      if (!cursor.atEnd()) {
        throw cursor.trailing(cursor.position());
      }
      if (blocks != header.blocks()) {
        throw cursor.corrupt("it states %d blocks and has %d".formatted(header.blocks(), blocks));
      }
      return new Structure(OptionalLong.of(header.size()), checksummed || header.checksum() != 0);
    }
  }
}
