package dev.jerboa.runtime.bundle;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.flash.Board.BundleChoice;
import dev.jerboa.runtime.config.RecordBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens flasher bundles: folders, and OCI layouts on disk ({@code path} or {@code path:tag}). */
public final class Bundles {
  private static final long MOST_MANIFEST = 1 << 20;

  private Bundles() {}

  /**
   * Opens a bundle and checks everything that it says about itself.
   *
   * @throws JerboaException of class {@code CONFIG} or {@code TRUST}
   */
  public static Bundle open(BundleChoice choice) {
    BundleFiles files = files(choice.reference());
    Path manifest = files.locate(choice.manifest());
    try {
      requireSmall(manifest);
      BundleManifest parsed =
          RecordBinder.parseWithNulls(
              choice.reference() + "/" + choice.manifest(),
              Files.readAllBytes(manifest),
              BundleManifest.class);
      return new OpenedBundle(choice.reference(), files, parsed, BootPlans.plan(parsed, choice))
          .checked();
    } catch (IOException e) {
      throw BundleFiles.missing(choice.manifest(), e.getMessage()).causedBy(e);
    }
  }

  private static void requireSmall(Path manifest) throws IOException {
    if (Files.size(manifest) > MOST_MANIFEST) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "manifest-size",
              "The manifest %s has %d bytes, more than %d"
                  .formatted(manifest, Files.size(manifest), MOST_MANIFEST))
          .hint("Name a manifest of this bundle: it is a YAML file of a page or two.");
    }
  }

  private static BundleFiles files(String reference) {
    Path folder = Path.of(reference);
    if (Files.isDirectory(folder)) {
      return OciLayout.isLayout(folder)
          ? new OciLayout(folder, Optional.empty())
          : new BundleFolder(folder);
    }
    int colon = reference.lastIndexOf(':');
    if (colon > 0 && OciLayout.isLayout(Path.of(reference.substring(0, colon)))) {
      return new OciLayout(
          Path.of(reference.substring(0, colon)), Optional.of(reference.substring(colon + 1)));
    }
    throw JerboaException.of(
            ErrorClass.CONFIG, "bundle-missing", "There is no flasher bundle at " + reference)
        .hint("flasher_bundle names a folder with a manifest.yaml, or an OCI layout on disk.");
  }
}
