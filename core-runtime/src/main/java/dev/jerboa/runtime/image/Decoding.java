package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.allocation.Range;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * Decodes one image file.
 *
 * @param format one of the compressed formats
 */
record Decoding(SourceFile source, ImageFormat format, Structure structure, Segmenting segmenting) {
  private static final int BUFFER = 64 << 10;
  private static final Object HEADS = new Object();

  /** Returns format and size of the file for people, and what it lacks. */
  String description() {
    String text = format.id() + ", " + Bytes.text(source.size());
    return structure.checksummed() ? text : text + ", without checksums of its content";
  }

  /**
   * Decodes no more than the beginning, to refuse what must not be written to a board.
   *
   * @return the same decoding, with the size that the beginning states
   */
  Decoding requireImageInside() {
    synchronized (HEADS) { // or many boards at once would take too much memory
      return lookInside();
    }
  }

  private Decoding lookInside() {
    Progress progress = new Progress();
    try (SourceStream in = new SourceStream(source, progress);
        Content content = unwrap(format.open(source, buffered(in)))) {
      byte[] head = content.image().readNBytes(ImageFormat.HEAD);
      if (head.length == 0) {
        throw ImageErrors.empty(source.path(), "is empty inside");
      }
      ForeignFormat.refuse(source.path(), head, "holds");
      return new Decoding(source, format, structureWith(content), segmenting);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw explain(e, progress);
    }
  }

  /** What a compressed archive holds besides the image shows when all of it has been seen. */
  private Structure structureWith(Content content) {
    boolean packed = content.archived().isPresent() && format != ImageFormat.TAR;
    Structure found =
        packed ? structure.withSize(content.archived().getAsLong()).onlyProvenAtEnd() : structure;
    return content.image() instanceof SparseDecoder sparse ? found.withSize(sparse.size()) : found;
  }

  /**
   * Decodes the file into {@code target}.
   *
   * @param sha256 the digest that the file was found to have before
   */
  Decoded run(String sha256, SparseFile target, Progress progress) {
    try (SourceStream in = new SourceStream(source, progress);
        Content content = unwrap(format.openWhole(source, buffered(in), progress))) {
      SegmentTable table =
          new SegmentDigester(segmenting).drain(content.image(), target::write, progress);
      target.finish();
      if (!in.sha256().equals(sha256)) {
        throw ImageErrors.changed(source.path(), "its SHA-256 was " + sha256 + " before");
      }
      source.requireUnchanged(); // what read the file itself need not have read what was digested
      requireStatedSize(table.size());
      return new Decoded(table, declaredFree(content.image()));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw explain(e, progress);
    }
  }

  /**
   * Takes the image out of a tar archive, and decodes an Android sparse image: as either the
   * content of any format may come.
   */
  private Content unwrap(InputStream decoded) throws IOException {
    InputStream content = new BufferedInputStream(decoded, BUFFER);
    boolean open = false;
    try {
      OptionalLong archived = OptionalLong.empty();
      if (TarImage.begins(head(content))) {
        TarImage file = TarImage.open(source, content);
        archived = OptionalLong.of(file.size());
        content = new BufferedInputStream(file, BUFFER);
      }
      InputStream image =
          SparseDecoder.isSparse(head(content)) ? SparseDecoder.open(content) : content;
      open = true;
      return new Content(image, archived);
    } finally {
      if (!open) {
        content.close();
      }
    }
  }

  private static byte[] head(InputStream content) throws IOException {
    content.mark(ImageFormat.HEAD);
    byte[] head = content.readNBytes(ImageFormat.HEAD);
    content.reset();
    return head;
  }

  private static FreeSpace declaredFree(InputStream decoded) {
    if (!(decoded instanceof SparseDecoder sparse) || sparse.free().isEmpty()) {
      return FreeSpace.NONE;
    }
    long bytes = sparse.free().stream().mapToLong(Range::length).sum();
    String note =
        "Android sparse image: %s are declared as not needed".formatted(Bytes.text(bytes));
    return new FreeSpace(sparse.free(), List.of(note));
  }

  private static InputStream buffered(SourceStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  private void requireStatedSize(long size) throws IOException {
    if (structure.size().orElse(size) != size) {
      throw new IOException(
          "it states a size of %d bytes and has %d".formatted(structure.size().getAsLong(), size));
    }
  }

  private RuntimeException explain(Throwable e, Progress progress) {
    return switch (e) {
      case JerboaException known -> known;
      case MemoryLimitException limit -> XzStructure.tooMuchMemory(source, limit);
      case UnsupportedOptionsException options ->
          ImageErrors.image(
                  "unsupported-format",
                  "%s uses an option of xz that is not supported: %s"
                      .formatted(source.path(), options.getMessage()))
              .hint("Compress the image anew with xz and no special options.");
      case OutOfMemoryError memory -> outOfMemory(memory);
      case GzipDecoder.TrailingBytesException trailing ->
          ImageErrors.trailing(source.path(), format.id(), trailing.position());
      default -> damaged(e, progress);
    };
  }

  private JerboaException outOfMemory(OutOfMemoryError e) {
    return ImageErrors.image(
            "too-much-memory",
            "%s cannot be decoded: the %s data needs more memory than is allowed (%s)"
                .formatted(source.path(), format.id(), e.getMessage()))
        .hint(
            "Allow more memory (JERBOA_HEAP=512m), or compress the image with a smaller dictionary.")
        .causedBy(e);
  }

  /** Decoders answer bad data with all kinds of exceptions, unchecked ones too. */
  private JerboaException damaged(Throwable e, Progress progress) {
    source.requireUnchanged();
    String where = "after %d decoded bytes".formatted(progress.done());
    if (e instanceof EOFException && structure.provenAtEnd()) {
      return ImageErrors.truncated(
              source.path(), format.id(), source.size(), "its end (%s)".formatted(where))
          .causedBy(e);
    }
    String why = e.getMessage() == null ? e.toString() : e.getMessage();
    return ImageErrors.corrupt(source.path(), format.id(), where, why).causedBy(e);
  }

  /**
   * What a file has inside.
   *
   * @param archived its size in a tar archive, if it is in one there
   */
  private record Content(InputStream image, OptionalLong archived) implements Closeable {
    @Override
    public void close() throws IOException {
      image.close();
    }
  }

  /**
   * What came of it.
   *
   * @param free what the file declares as free
   */
  record Decoded(SegmentTable table, FreeSpace free) {}
}
