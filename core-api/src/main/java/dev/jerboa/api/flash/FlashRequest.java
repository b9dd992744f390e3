package dev.jerboa.api.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What shall be flashed, where to, and how it shall end.
 *
 * @param images the images in the order in which they are written, none in the place of another
 * @param bundle a bundle to use instead of the configured one
 * @param verify whether the device is read back and compared
 * @param exact whether bytes that the image does not need are written as well
 * @param retries how many more times to power-cycle and start again after a failure that may pass
 * @param powerAfter the power state after success; after a failure the power is off
 * @param timeout the time limit of the whole flash
 */
public record FlashRequest(
    List<Image> images,
    Optional<String> bundle,
    boolean verify,
    boolean exact,
    int retries,
    PowerState powerAfter,
    Duration timeout) {
  public static final int DEFAULT_RETRIES = 3;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);

  /**
   * Checks the images.
   *
   * @throws JerboaException of class {@code USAGE} if there is none, or if writing one would
   *     destroy another
   */
  public FlashRequest {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw JerboaException.of(ErrorClass.USAGE, "no-image", "No image is named to be flashed")
          .hint("Name an image file.");
    }
    requireApart(images);
  }

  /**
   * Refuses images of which one would destroy another.
   *
   * @throws JerboaException of class {@code USAGE}, {@code images-collide}
   */
  public static void requireApart(List<Image> images) {
    for (int i = 0; i < images.size(); i++) {
      for (Image other : images.subList(0, i)) {
        if (images.get(i).collidesWith(other)) {
          throw JerboaException.of(
                  ErrorClass.USAGE,
                  "images-collide",
                  "%s would destroy %s".formatted(images.get(i), other))
              .hint("Give each image a target, or a partition of a target, of its own.");
        }
      }
    }
  }

  /** Starts a request with the defaults: default target, verified, power off at the end. */
  public static Builder of(Path image) {
    return new Builder().image(Image.of(image));
  }

  /**
   * Starts a request with the defaults.
   *
   * @param image a path, or a URL with {@code http} or {@code https}
   */
  public static Builder of(String image) {
    return new Builder().image(image);
  }

  /** Starts a request with the defaults for several images. */
  public static Builder of(List<Image> images) {
    Builder builder = new Builder();
    images.forEach(builder::image);
    return builder;
  }

  /**
   * An image and its place.
   *
   * @param file the image file, compressed or not; its name only, if it must be fetched
   * @param target the name of a target in the bundle; absent means the default
   * @param partition the label of the partition of that target to write to; absent means the whole
   *     target
   * @param checksum the SHA-256 the file must have, 64 hexadecimal digits
   * @param remote where the file is fetched from
   */
  public record Image(
      Path file,
      Optional<String> target,
      Optional<String> partition,
      Optional<String> checksum,
      Optional<RemoteFile> remote) {
    /** Describes an image file of this host. */
    public Image(
        Path file, Optional<String> target, Optional<String> partition, Optional<String> checksum) {
      this(file, target, partition, checksum, Optional.empty());
    }

    /** Returns an image for the whole default target. */
    public static Image of(Path file) {
      return new Image(file, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns a fetched image for the whole default target. */
    public static Image of(RemoteFile remote) {
      return of(Path.of(remote.name())).from(remote);
    }

    /**
     * Returns an image for the whole default target.
     *
     * @param location a path, or a URL with {@code http} or {@code https}
     * @throws JerboaException of class {@code USAGE} if it is another URL
     */
    public static Image of(String location) {
      return RemoteFile.isMeantBy(location) ? of(RemoteFile.of(location)) : of(Path.of(location));
    }

    /** Returns the same image for another target. */
    public Image toTarget(String name) {
      return new Image(file, Optional.of(name), partition, checksum, remote);
    }

    /** Returns the same image for a partition of its target. */
    public Image toPartition(String label) {
      return new Image(file, target, Optional.of(label), checksum, remote);
    }

    /** Returns the same image, whose file must have this SHA-256. */
    public Image withChecksum(String sha256) {
      return new Image(file, target, partition, Optional.of(sha256), remote);
    }

    /** Returns the same image, fetched from elsewhere. */
    public Image from(RemoteFile place) {
      return new Image(file, target, partition, checksum, Optional.of(place));
    }

    /** Returns whether writing one of both would destroy the other. */
    boolean collidesWith(Image other) {
      boolean apart =
          partition.isPresent()
              && other.partition.isPresent()
              && !partition.equals(other.partition);
      return target.equals(other.target) && !apart;
    }

    /** Returns a few words for people: {@code boot.img (partition boot_a of emmc)}. */
    @Override
    public String toString() {
      String where =
          partition
              .map(label -> "partition " + label + target.map(name -> " of " + name).orElse(""))
              .or(() -> target)
              .orElse("default target");
      return "%s (%s)".formatted(file.getFileName(), where);
    }
  }

  /**
   * Collects the parts of a request; what says where an image goes is about the image named last.
   * Not safe for use by several threads.
   */
  public static final class Builder {
    private final List<Image> images = new ArrayList<>();
    private Optional<String> bundle = Optional.empty();
    private boolean verify = true;
    private boolean exact;
    private int retries = DEFAULT_RETRIES;
    private PowerState powerAfter = PowerState.OFF;
    private Duration timeout = DEFAULT_TIMEOUT;

    private Builder() {}

    /** Adds an image. */
    public Builder image(Image image) {
      images.add(image);
      return this;
    }

    /** Adds an image: a path, or a URL with {@code http} or {@code https}. */
    public Builder image(String location) {
      return image(Image.of(location));
    }

    /**
     * Sends a header with the requests for the image, which has a URL.
     *
     * @throws JerboaException of class {@code USAGE} if the image is a file
     */
    public Builder header(String name, String value) {
      Image image = lastImage();
      RemoteFile remote =
          image
              .remote()
              .orElseThrow(
                  () ->
                      JerboaException.of(
                              ErrorClass.USAGE, "header", "A file needs no header " + name)
                          .hint("Give headers to images that have a URL."));
      images.addLast(image.from(remote.withHeader(name, new Secret(value))));
      return this;
    }

    /** Names the target to write to. */
    public Builder target(String name) {
      images.addLast(lastImage().toTarget(name));
      return this;
    }

    /** Names the partition of the target to write to. */
    public Builder partition(String label) {
      images.addLast(lastImage().toPartition(label));
      return this;
    }

    /** Sets the SHA-256 that the image file must have. */
    public Builder checksum(String sha256) {
      images.addLast(lastImage().withChecksum(sha256));
      return this;
    }

    private Image lastImage() {
      if (images.isEmpty()) {
        throw JerboaException.of(
                ErrorClass.USAGE, "no-image", "A place or a checksum is named before its image")
            .hint("Name the image first.");
      }
      return images.removeLast();
    }

    /** Uses this bundle instead of the configured one. */
    public Builder bundle(String reference) {
      this.bundle = Optional.of(reference);
      return this;
    }

    /** Says whether the device is read back and compared. */
    public Builder verify(boolean yes) {
      this.verify = yes;
      return this;
    }

    /**
     * Says whether bytes that the image does not need, because a file system in it does not use
     * them, are written as well.
     */
    public Builder exact(boolean yes) {
      this.exact = yes;
      return this;
    }

    /** Sets how many more attempts may follow the first. */
    public Builder retries(int count) {
      this.retries = count;
      return this;
    }

    /** Sets the power state after success. */
    public Builder powerAfter(PowerState state) {
      this.powerAfter = state;
      return this;
    }

    /** Sets the time limit of the whole flash. */
    public Builder timeout(Duration limit) {
      this.timeout = limit;
      return this;
    }

    public FlashRequest build() {
      return new FlashRequest(images, bundle, verify, exact, retries, powerAfter, timeout);
    }
  }
}
