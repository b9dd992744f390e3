package dev.jerboa.runtime.job;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.RemoteFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a job flashes. */
public record JobFlash(
    @Doc("The images.") List<Image> images,
    @Doc("A flasher bundle to use instead of the configured one, relative to this file.")
        Optional<String> bundle,
    @Doc("Whether the device is read back and compared.") @Default("true") boolean verify,
    @Doc("Whether what no file system of the image uses is written as well.") @Default("false")
        boolean exact,
    @Doc("How many more times to power-cycle and start again after a failure that may pass.")
        @Default("3")
        int retries,
    @Doc("The time limit of the flash.") @Default("2h") Duration timeout) {
  public JobFlash {
    Job.require(retries >= 0 && retries <= 100, "retries must be 0 to 100");
    Job.require(timeout.isPositive(), "timeout must be longer than 0 s");
    Job.require(!images.isEmpty(), "images must not be empty");
    requireApart(images);
  }

  /** Says the same as a request, whose relative paths start where the process does. */
  static JobFlash of(FlashRequest request) {
    return new JobFlash(
        request.images().stream()
            .map(
                image ->
                    new Image(
                        location(image),
                        image.target(),
                        image.partition(),
                        image.checksum(),
                        image.remote().map(RemoteFile::headers)))
            .toList(),
        request.bundle().map(bundle -> Path.of(bundle).toAbsolutePath().toString()),
        request.verify(),
        request.exact(),
        request.retries(),
        request.timeout());
  }

  private static String location(FlashRequest.Image image) {
    return image
        .remote()
        .map(remote -> remote.url().toString())
        .orElse(image.file().toAbsolutePath().toString());
  }

  private static void requireApart(List<Image> images) {
    try {
      FlashRequest.requireApart(images.stream().map(image -> image.in(Path.of(""))).toList());
    } catch (JerboaException e) {
      throw new IllegalArgumentException("images: " + e.getMessage(), e);
    }
  }

  /** One image and where it goes. */
  public record Image(
      @Doc("The image file, relative to this file, or its URL with http or https.") String file,
      @Doc("A target of the bundle; its default when absent.") Optional<String> target,
      @Doc("The label of a partition of the target; the whole target when absent.")
          Optional<String> partition,
      @Doc("The SHA-256 the image file must have.") Optional<String> checksum,
      @Doc("Headers to send to the server of a URL, by their names.")
          Optional<Map<String, Secret>> headers) {
    public Image {
      Job.require(!file.isBlank(), "file must not be empty");
      Job.require(
          checksum.isEmpty() || checksum.get().matches("\\p{XDigit}{64}"),
          "checksum must be 64 hexadecimal digits");
      Job.require(
          headers.isEmpty() || RemoteFile.isMeantBy(file), "headers need a file with a URL");
    }

    boolean isRemote() {
      return RemoteFile.isMeantBy(file);
    }

    /** Says the same to the flashing engine. */
    FlashRequest.Image in(Path folder) {
      if (!isRemote()) {
        return new FlashRequest.Image(folder.resolve(file), target, partition, checksum);
      }
      RemoteFile remote = RemoteFile.of(file).withHeaders(headers.orElse(Map.of()));
      Path name = Path.of(remote.name());
      return new FlashRequest.Image(name, target, partition, checksum, Optional.of(remote));
    }
  }
}
