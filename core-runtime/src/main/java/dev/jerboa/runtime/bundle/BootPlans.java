package dev.jerboa.runtime.bundle;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.BootPlan;
import dev.jerboa.api.bundle.BootPlan.BootFile;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.bundle.BundleManifest.DeviceTree;
import dev.jerboa.api.bundle.BundleManifest.Spec;
import dev.jerboa.api.bundle.BundleManifest.Variant;
import dev.jerboa.api.flash.Board.BundleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what is loaded and run for the device tree variant in use. */
final class BootPlans {
  /** A line that begins with a character, as the console types it. */
  private static final String TYPEABLE = "[!-~][ -~]{0,899}";

  private BootPlans() {}

  static BootPlan plan(BundleManifest manifest, BundleChoice choice) {
    Spec spec = manifest.spec();
    List<BootFile> files = new ArrayList<>();
    files.add(new BootFile(spec.kernel().file(), spec.kernel().address()));
    spec.initram().ifPresent(file -> files.add(new BootFile(file.file(), file.address())));
    Optional<Variant> variant = variant(spec, choice);
    variant
        .flatMap(Variant::file)
        .ifPresent(file -> files.add(new BootFile(file, dtbAddress(spec.dtb().orElseThrow()))));
    String command = variant.flatMap(Variant::bootcmd).orElse(spec.bootcmd());
    if (!command.matches(TYPEABLE)) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "bootcmd",
              "bootcmd cannot be typed at a prompt: '" + command + "'")
          .hint("Write one line of at most 900 printable ASCII characters, with ';' in between.");
    }
    return new BootPlan(files, command);
  }

  private static Optional<Variant> variant(Spec spec, BundleChoice choice) {
    Optional<String> name =
        choice.variant().or(() -> spec.dtb().flatMap(DeviceTree::defaultVariant));
    var variants = spec.dtb().map(DeviceTree::variants).orElse(java.util.Map.of());
    if (name.isEmpty() && !variants.isEmpty()) {
      throw JerboaException.of(
              ErrorClass.CONFIG, "variant", "The bundle has dtb variants and no default one")
          .hint("Set 'variant' to one of them: " + String.join(", ", variants.keySet()));
    }
    return name.map(
        wanted -> {
          if (!variants.containsKey(wanted)) {
            throw JerboaException.of(
                    ErrorClass.CONFIG, "variant", "The bundle has no dtb variant '" + wanted + "'")
                .hint(
                    variants.isEmpty()
                        ? "It has no variants at all: remove 'variant'."
                        : "Its variants are: " + String.join(", ", variants.keySet()));
          }
          return variants.get(wanted);
        });
  }

  private static String dtbAddress(DeviceTree dtb) {
    return dtb.address()
        .orElseThrow(
            () ->
                JerboaException.of(
                        ErrorClass.CONFIG,
                        "dtb-address",
                        "The dtb variant has a file and no address")
                    .hint("Add spec.dtb.address to the manifest."));
  }
}
