package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
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
      progress.follow(bytes);
      if (cached.get().isSound(bytes, progress)) {
        return FinishedImage.of(cached.get().table(), bytes);
      }
      cache.remove(sha256);
      progress.restart();
    }
    return cache.add(sha256, target -> decode(target, progress));
  }

  private FinishedImage decode(SparseFile target, Progress progress)
      throws IOException, InterruptedException {
    FileBytes bytes = target.reader();
    progress.follow(bytes);
    SegmentTable decoded = decoding.run(sha256, target, progress);
    ByteSource content = bytes.first(decoded.size());
    return FinishedImage.of(decoding.segmenting().markFree(decoded, content), bytes);
  }
}
