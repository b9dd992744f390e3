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
  public FinishedImage run(Progress progress) {
    try {
      return reuseOrDecode(progress);
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  private FinishedImage reuseOrDecode(Progress progress) throws IOException {
    if (cached.isPresent()) {
      FinishedImage image = FinishedImage.of(cached.get());
      if (cached.get().isSound(image.bytes(), progress)) {
        return image;
      }
      image.bytes().close();
      cache.remove(sha256);
      progress.restart();
    }
    return FinishedImage.of(
        cache.add(
            sha256, decoding.source().size(), target -> decoding.run(sha256, target, progress)));
  }
}
