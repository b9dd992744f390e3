package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.RemoteFile;
import dev.jerboa.runtime.fetch.Watch;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prepares image files, and keeps decoded ones in a cache.
 *
 * <p>Safe for use by several threads, and by several processes on one cache folder.
 */
public final class ImageStore {
  private static final Map<Path, ImageStore> STORES = new ConcurrentHashMap<>();
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final ImageCache cache;
  private final SourceIndex index;
  private final Segmenting segmenting;
  private final Downloads downloads;
  private final Preparations preparations = new Preparations();

  /**
   * Returns the store of a cache folder, the same one for all in this process, so that several
   * boards that are flashed at once share the work.
   *
   * @throws JerboaException of class {@code CONFIG} if the limit is no size
   */
  public static ImageStore of(Path cacheFolder) {
    return STORES.computeIfAbsent(cacheFolder.toAbsolutePath().normalize(), ImageStore::new);
  }

  /**
   * Uses {@code cacheFolder}, which is made when it is first needed, within the limit that the
   * environment variable {@code JERBOA_CACHE_SIZE} sets.
   *
   * @throws JerboaException of class {@code CONFIG} if that is no size
   */
  public ImageStore(Path cacheFolder) {
    this(CacheLimit.of(System.getenv()), cacheFolder, Segmenting.STANDARD, SETTLING);
  }

  ImageStore(CacheLimit limit, Path cacheFolder, Segmenting segmenting, Duration settling) {
    Path images = cacheFolder.resolve("images");
    Path fetched = cacheFolder.resolve("downloads");
    CacheRoom room = new CacheRoom(limit, Map.of(images, ImageCache::use, fetched, Downloads::use));
    this.cache = new ImageCache(images, room);
    this.downloads = new Downloads(fetched, room);
    this.index = new SourceIndex(cacheFolder.resolve("sources"), settling);
    this.segmenting = segmenting;
  }

  /**
   * Checks an image file and starts to decode it.
   *
   * <p>What returns is known to be whole, of a format that can be decoded, and the file that the
   * checksum means. A gzip file that is not in the cache is decoded before this returns, since
   * nothing less proves that it is whole.
   *
   * @param sha256 the SHA-256 the file must have as it lies on disk, 64 hexadecimal digits
   * @throws JerboaException of class {@code IMAGE} if the file cannot be flashed, of class {@code
   *     FETCH} if the cache cannot be used
   */
  public PreparedImage prepare(Path image, Optional<String> sha256) throws InterruptedException {
    Optional<String> expected = sha256.map(Checksum::parse);
    try {
      return prepareSource(SourceFile.of(image), expected);
    } catch (JerboaException e) {
      distrustIfDamaged(image, e);
      throw e;
    }
  }

  private PreparedImage prepareSource(SourceFile source, Optional<String> expected)
      throws InterruptedException {
    try {
      ImageFormat format = ImageFormat.of(source);
      Optional<String> proven = requireChecksum(source, expected);
      Structure structure = format.check(source);
      if (format == ImageFormat.RAW) {
        source.requireMapFor(structure.size());
        return inPlace(source, proven);
      }
      Decoding decoding = new Decoding(source, format, structure, segmenting);
      return throughCache(decoding, proven.isPresent() ? proven.get() : digest(source));
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw source.unreadable(e);
    }
  }

  /**
   * Fetches an image file, unless what was fetched before is what the server has now.
   *
   * @return the file, in the cache, which the caller closes after preparing it
   * @throws JerboaException of class {@code FETCH} if that fails, of class {@code TRUST} if the
   *     server or a redirect cannot be trusted
   */
  public Download fetch(RemoteFile remote, Watch watch) throws InterruptedException {
    return downloads.fetch(remote, watch);
  }

  private static Optional<String> requireChecksum(SourceFile source, Optional<String> expected)
      throws IOException {
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    Checksum.requireEqual(source, expected.get(), source.sha256());
    return expected;
  }

  /** One after the other, since what the first one finds is remembered for the others. */
  private synchronized String digest(SourceFile source) throws IOException {
    Optional<String> known = index.find(source);
    if (known.isPresent()) {
      return known.get();
    }
    String sha256 = source.sha256();
    index.remember(source, sha256);
    return sha256;
  }

  private PreparedImage inPlace(SourceFile source, Optional<String> proven) throws IOException {
    return preparations.view(
        source.key(source.identity()),
        () ->
            Preparation.start(
                "raw, " + Bytes.text(source.size()),
                OptionalLong.of(source.size()),
                source.hold(),
                new InPlace(source, proven, segmenting)));
  }

  private PreparedImage throughCache(Decoding file, String sha256)
      throws IOException, InterruptedException {
    String key = file.source().key(sha256);
    Optional<CachedImage> cached = cache.open(key);
    Decoding decoding = cached.isPresent() ? file : file.requireImageInside();
    if (cached.isEmpty()) { // or the size would be that of what the image is packed in
      file.source().requireMapFor(decoding.structure().size());
    }
    ImageView image =
        preparations.view(
            key, () -> start(decoding, new ThroughCache(cache, decoding, sha256, cached)));
    boolean unproven = decoding.structure().provenAtEnd() && cached.isEmpty();
    return unproven ? image.awaitCompleteOrClose() : image;
  }

  private Preparation start(Decoding decoding, ThroughCache work) throws IOException {
    Optional<CachedImage> cached = work.cached();
    if (cached.isEmpty()) {
      cache.requireSpace(decoding.source().size());
    }
    OptionalLong size =
        cached
            .map(found -> OptionalLong.of(found.table().size()))
            .orElse(decoding.structure().size());
    SourceFile source = decoding.source();
    return Preparation.start(decoding.description(), size, source.hold(), forgetting(source, work));
  }

  /** A remembered digest is not trusted again after a failure. */
  private Preparation.Work forgetting(SourceFile source, Preparation.Work work) {
    return progress -> {
      try {
        return work.run(progress);
      } catch (JerboaException e) {
        index.forget(source);
        distrustIfDamaged(source.path(), e);
        throw e;
      }
    };
  }

  /** A server that still has a file would otherwise never be asked for another copy. */
  private static void distrustIfDamaged(Path image, JerboaException e) {
    if (ImageErrors.isDamage(e) && Downloads.isFetched(image)) {
      Downloads.distrust(image);
    }
  }

  private static InterruptedException interrupted(ClosedByInterruptException cause) {
    Thread.interrupted();
    InterruptedException e = new InterruptedException("checking the image was interrupted");
    e.initCause(cause);
    return e;
  }
}
