package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Reads a plain image where it lies.
 *
 * @param sha256 the digest that the file was found to have before, if it was looked at
 */
record InPlace(SourceFile source, Optional<String> sha256, Segmenting segmenting)
    implements Preparation.Work {
  @Override
  public FinishedImage run(Progress progress) throws InterruptedException {
    try {
      Runnable guard = source::requireUnchanged;
      FileBytes bytes = new FileBytes(source.realPath(), guard);
      progress.follow(bytes);
      SegmentTable table;
      try (InputStream in = Files.newInputStream(source.realPath())) {
        table = new SegmentDigester(segmenting).drain(in, (buffer, count) -> {}, progress);
      }
      source.requireUnchanged();
      requireSame(table.sha256());
      ByteSource content = bytes.first(table.size());
      SegmentTable marked = segmenting.markFree(table, content, source.unmapped(content, progress));
      return new FinishedImage(marked, content, guard);
    } catch (IOException e) {
      throw source.unreadable(e);
    }
  }

  private void requireSame(String actual) {
    if (!sha256.orElse(actual).equals(actual)) {
      throw ImageErrors.changed(source.path(), "its SHA-256 was " + sha256.get() + " before");
    }
  }
}
