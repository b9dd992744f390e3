package dev.jerboa.runtime.image;

import java.io.IOException;
import java.util.Optional;

/**
 * Takes a decoded image from the cache, or decodes it into the cache.
 *
 * @param sha256 the digest of the source file
 * @param cached what the cache was found to have
 */
record ThroughCache(
    ImageCache cache, Decoding decoding, String sha256, Optional<CachedImage> cached)
    implements BackgroundImage.Work {
  @Override
  public FinishedImage run(Progress progress) throws InterruptedException {
    try {
      return reuseOrDecode(progress);
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  private FinishedImage reuseOrDecode(Progress progress) throws IOException, InterruptedException {
    if (cached.isPresent()) {
      FileBytes bytes = cached.get().open();
      if (soundOrClosed(bytes, progress)) {
        return FinishedImage.of(cached.get().table(), bytes);
      }
      cache.remove(sha256);
      progress.restart();
    }
    CachedImage decoded = cache.add(sha256, target -> decode(target, progress));
    return FinishedImage.of(decoded.table(), decoded.open());
  }

  private SegmentTable decode(SparseFile target, Progress progress)
      throws IOException, InterruptedException {
    SegmentTable table = decoding.run(sha256, target, progress);
    try (FileBytes image = target.reader()) {
      return decoding.segmenting().markFree(table, image);
    }
  }

  private boolean soundOrClosed(FileBytes bytes, Progress progress) throws IOException {
    boolean sound = false;
    try {
      sound = cached.get().isSound(bytes, progress);
    } finally {
      if (!sound) {
        bytes.close();
      }
    }
    return sound;
  }
}
