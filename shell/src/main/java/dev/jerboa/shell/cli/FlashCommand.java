package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.StorageHandle;
import dev.jerboa.shell.output.EventPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flash}: writes an image to the board's storage and verifies it. */
@Command(
    name = "flash",
    description = "Writes an OS image to the board, reads it back and compares.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class FlashCommand implements Callable<Integer> {
  private final String node;
  private final StorageHandle storage;
  private final RootCommand options;

  @Mixin private ImageArguments images = new ImageArguments();

  @Mixin private RequestHeaders headers = new RequestHeaders();

  @ArgGroup private Checksum checksum = new Checksum();

  @Option(
      names = "--force-flash-bundle",
      paramLabel = "BUNDLE",
      description = "A flasher bundle to use instead of the configured one.")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--no-verify",
      description = "Does not read the device back; the result is then unverified.")
  private boolean noVerify;

  @Option(
      names = "--exact",
      description =
          "Also writes what no file system of the image uses, which is left as it is otherwise.")
  private boolean exact;

  @Option(
      names = "--power-off",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Powers the board off at the end (default), or starts what was flashed.")
  private boolean powerOff;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often to start again from a power cycle where that may help"
              + " (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "7200",
      description = "The time limit of the whole flash (default: ${DEFAULT-VALUE}).")
  private long timeout;

  FlashCommand(String node, StorageHandle storage, RootCommand options) {
    this.node = node;
    this.storage = storage;
    this.options = options;
  }

  @Override
  public Integer call() {
    if (options.configs().size() > 1) {
      return new ManyBoards(options).flash(node, request());
    }
    storage.listener(EventPrinter.choose(options.json())).flash(request());
    return 0;
  }

  private FlashRequest request() {
    requirePositive("--retries", retries + 1L);
    requirePositive("--timeout", timeout);
    FlashRequest.Builder request =
        FlashRequest.of(images())
            .verify(!noVerify)
            .exact(exact)
            .retries(retries)
            .powerAfter(powerOff ? PowerState.OFF : PowerState.ON)
            .timeout(Duration.ofSeconds(timeout));
    bundle.ifPresent(request::bundle);
    return request.build();
  }

  private List<Image> images() {
    Optional<String> sha256 = checksum.value();
    return headers.addTo(images.images(() -> storage.targets(bundle))).stream()
        .map(image -> sha256.map(image::withChecksum).orElse(image))
        .toList();
  }

  private static void requirePositive(String option, long value) {
    if (value < 1) {
      throw JerboaException.of(ErrorClass.USAGE, "option", option + " is too small")
          .hint("See --help for its meaning.");
    }
  }

  /** The SHA-256 of the image file, given in one of two ways. */
  static final class Checksum {
    @Option(
        names = "--os-image-checksum",
        paramLabel = "SHA256",
        description = "The SHA-256 the image file must have; with -t, each of them.")
    private Optional<String> text = Optional.empty();

    @Option(
        names = "--os-image-checksum-file",
        paramLabel = "FILE",
        description = "A file whose first word is that SHA-256.")
    private Optional<Path> from = Optional.empty();

    Optional<String> value() {
      return text.or(() -> from.map(Checksum::firstWord));
    }

    private static String firstWord(Path file) {
      try {
        return Files.readString(file).strip().split("\\s+", 2)[0];
      } catch (IOException e) {
        throw JerboaException.of(
                ErrorClass.USAGE, "checksum-file", "Cannot read the checksum file " + file)
            .hint("Check the path given with --os-image-checksum-file.")
            .causedBy(e);
      }
    }
  }
}
