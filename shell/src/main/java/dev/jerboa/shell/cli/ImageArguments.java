package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRequest.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The images of a command line: one file or URL, or several with their places. */
final class ImageArguments {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The image, a file or an http(s) URL: raw, gz, xz, bz2, zst, lz4, zip, tar, Android sparse,"
              + " told by its content.")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "-t",
      paramLabel = "PART:FILE",
      description =
          "An image and its place, in place of FILE: a target of the bundle, or the label of a"
              + " partition of --target. May be given several times; the board boots once.")
  private List<String> placed = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "The target to write to (default: the bundle's).")
  private Optional<String> target = Optional.empty();

  /**
   * Returns the images.
   *
   * @param targets the names of the targets in the bundle, asked for only when needed
   * @throws JerboaException of class {@code USAGE}
   */
  List<Image> images(Supplier<Set<String>> targets) {
    if (file.isPresent() == !placed.isEmpty()) {
      throw usage(file.isPresent() ? "FILE and -t exclude each other" : "no image is named");
    }
    if (file.isPresent()) {
      return List.of(toTarget(Image.of(file.get())));
    }
    List<Placed> all = placed.stream().map(ImageArguments::split).toList();
    Set<String> known = targets.get();
    return all.stream().map(each -> each.image(known, this)).toList();
  }

  private Image toTarget(Image image) {
    return target.map(image::toTarget).orElse(image);
  }

  private static Placed split(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw usage("-t needs PART:FILE, not '" + text + "'");
    }
    return new Placed(text.substring(0, colon), text.substring(colon + 1));
  }

  private static JerboaException usage(String what) {
    return JerboaException.of(ErrorClass.USAGE, "images", "What shall be flashed? " + what)
        .hint("Name one image file, or -t PART:FILE for each image.");
  }

  /** A place, which only the bundle tells to be a target or a partition, and a file. */
  private record Placed(String part, String file) {
    Image image(Set<String> targets, ImageArguments arguments) {
      Image image = Image.of(file);
      return targets.contains(part)
          ? image.toTarget(part)
          : arguments.toTarget(image.toPartition(part));
    }
  }
}
