package dev.jerboa.api.flash;

import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What shall be flashed, where to, and how it shall end.
 *
 * @param image the image file, compressed or not
 * @param target the name of a target in the bundle; absent means the default
 * @param checksum the SHA-256 the image file must have, 64 hexadecimal digits
 * @param bundle a bundle to use instead of the configured one
 * @param verify whether the device is read back and compared
 * @param retries how many more times to power-cycle and start again after a failure that may pass
 * @param powerAfter the power state after success; after a failure the power is off
 * @param timeout the time limit of the whole flash
 */
public record FlashRequest(
    Path image,
    Optional<String> target,
    Optional<String> checksum,
    Optional<String> bundle,
    boolean verify,
    int retries,
    PowerState powerAfter,
    Duration timeout) {
  public static final int DEFAULT_RETRIES = 3;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);

  /** Starts a request with the defaults: default target, verified, power off at the end. */
  public static Builder of(Path image) {
    return new Builder(image);
  }

  /** Collects the parts of a request. Not safe for use by several threads. */
  public static final class Builder {
    private Path image;
    private Optional<String> target = Optional.empty();
    private Optional<String> checksum = Optional.empty();
    private Optional<String> bundle = Optional.empty();
    private boolean verify = true;
    private int retries = DEFAULT_RETRIES;
    private PowerState powerAfter = PowerState.OFF;
    private Duration timeout = DEFAULT_TIMEOUT;

    private Builder(Path image) {
      this.image = image;
    }

    /** Sets the image file. */
    public Builder image(String path) {
      this.image = Path.of(path);
      return this;
    }

    /** Names the target to write to. */
    public Builder target(String name) {
      this.target = Optional.of(name);
      return this;
    }

    /** Sets the SHA-256 that the image file must have. */
    public Builder checksum(String sha256) {
      this.checksum = Optional.of(sha256);
      return this;
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
      return new FlashRequest(
          image, target, checksum, bundle, verify, retries, powerAfter, timeout);
    }
  }
}
