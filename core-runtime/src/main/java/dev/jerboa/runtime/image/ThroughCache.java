package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes a decoded image from the cache, or decodes it into the cache.
 *
 * <p>While one process decodes an image, others that want the same one wait for it.
 *
 * @param sha256 the digest of the source file
 * @param cached what the cache was found to have
 */
record ThroughCache(
    ImageCache cache, Decoding decoding, String sha256, Optional<CachedImage> cached)
    implements Preparation.Work {
  @Override
  public FinishedImage run(Progress progress) throws InterruptedException {
    try {
      return reuseOrDecode(progress);
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  private String key() {
    return decoding.source().key(sha256);
  }

  private FinishedImage reuseOrDecode(Progress progress) throws IOException, InterruptedException {
    Optional<FinishedImage> reused = reuse(cached, progress);
    if (reused.isPresent()) {
      return reused.get();
    }
    try (MakerLock _ = cache.make(key(), progress)) {
      Optional<CachedImage> other = cache.find(key()); // made meanwhile by another process
      reused = other.equals(cached) ? Optional.empty() : reuse(other, progress);
      return reused.isPresent()
          ? reused.get()
          : cache.add(key(), target -> decode(target, progress));
    }
  }

  private Optional<FinishedImage> reuse(Optional<CachedImage> found, Progress progress)
      throws IOException, InterruptedException {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    FileBytes bytes;
    try {
      bytes = found.get().open();
    } catch (FileNotFoundException e) {
      return Optional.empty(); // another process removed it meanwhile
    }
    progress.follow(bytes);
    if (found.get().isSound(bytes, progress)) {
      return Optional.of(FinishedImage.of(found.get().table(), bytes));
    }
    cache.remove(key());
    progress.restart();
    return Optional.empty();
  }

  private FinishedImage decode(SparseFile target, Progress progress)
      throws IOException, InterruptedException {
    FileBytes bytes = target.reader();
    progress.follow(bytes);
    Decoding.Decoded decoded = decodeInto(target, progress);
    ByteSource content = bytes.first(decoded.table().size());
    FreeSpace declared = decoded.free().and(decoding.source().unmapped(content, progress));
    SegmentTable marked = decoding.segmenting().markFree(decoded.table(), content, declared);
    return FinishedImage.of(marked, bytes);
  }

  private Decoding.Decoded decodeInto(SparseFile target, Progress progress)
      throws InterruptedException {
    // what the cache was thought to have has not been looked into
    Decoding known = cached.isPresent() ? decoding.requireImageInside() : decoding;
    try (DecoderSlot _ = DecoderSlot.await(progress)) {
      return known.run(sha256, target, progress);
    }
  }
}
