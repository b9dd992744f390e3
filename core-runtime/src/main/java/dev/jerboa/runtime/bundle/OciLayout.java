package dev.jerboa.runtime.bundle;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The files of a bundle that lies in an OCI image layout (OCI image specification,
 * image-layout.md).
 *
 * <p>Layer titles are only looked up, never used as paths. The digest and size of every blob are
 * checked each time it is located.
 */
final class OciLayout implements BundleFiles {
  private static final String TITLE = "org.opencontainers.image.title";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final long MOST_JSON = 4 << 20;

  private final Path root;
  private final Map<String, Descriptor> layers = new HashMap<>();

  /** What a manifest says of a blob. */
  private record Descriptor(String digest, long size, Map<?, ?> annotations) {
    static Descriptor of(Object json) {
      Map<?, ?> map = (Map<?, ?>) json;
      Map<?, ?> annotations = map.get("annotations") instanceof Map<?, ?> some ? some : Map.of();
      return new Descriptor(
          String.valueOf(map.get("digest")), ((Number) map.get("size")).longValue(), annotations);
    }
  }

  static boolean isLayout(Path folder) {
    return Files.isRegularFile(folder.resolve("oci-layout"));
  }

  /** Opens a layout and picks the manifest with this tag, or the only one there is. */
  OciLayout(Path root, Optional<String> tag) {
    this.root = root;
    Descriptor manifest = pick(descriptors(root.resolve("index.json"), "manifests"), tag);
    for (Descriptor layer : descriptors(checked(manifest), "layers")) {
      Object title = layer.annotations().get(TITLE);
      if (title != null && layers.put(title.toString(), layer) != null) {
        throw untrusted("two layers have the title '" + title + "'");
      }
    }
  }

  private Descriptor pick(List<Descriptor> manifests, Optional<String> tag) {
    List<Descriptor> fitting =
        manifests.stream()
            .filter(m -> tag.isEmpty() || tag.get().equals(m.annotations().get(REF_NAME)))
            .toList();
    if (fitting.size() != 1) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "bundle-ambiguous",
              "%s holds %d manifests%s; their tags: %s"
                  .formatted(
                      root,
                      fitting.size(),
                      tag.map(t -> " with the tag '" + t + "'").orElse(""),
                      manifests.stream().map(m -> m.annotations().get(REF_NAME)).toList()))
          .hint("Name one: flasher_bundle: path/to/layout:tag");
    }
    return fitting.getFirst();
  }

  private List<Descriptor> descriptors(Path json, String list) {
    try {
      if (Files.size(json) > MOST_JSON) {
        throw untrusted(json + " is larger than " + MOST_JSON + " bytes");
      }
      // JSON is YAML 1.2, so the YAML library reads it.
      Map<?, ?> document =
          (Map<?, ?>)
              new Load(LoadSettings.builder().build()).loadFromString(Files.readString(json));
      List<Descriptor> descriptors = new ArrayList<>();
      for (Object entry : (List<?>) document.get(list)) {
        descriptors.add(Descriptor.of(entry));
      }
      return descriptors;
    } catch (IOException | RuntimeException e) {
      if (e instanceof JerboaException known) {
        throw known;
      }
      throw untrusted(json + " is not a valid OCI document").causedBy(e);
    }
  }

  @Override
  public Path locate(String name) {
    Descriptor layer = layers.get(name);
    if (layer == null) {
      throw BundleFiles.missing(name, root + " holds " + layers.keySet());
    }
    return checked(layer);
  }

  private Path checked(Descriptor blob) {
    if (!blob.digest().matches("sha256:[0-9a-f]{64}")) {
      throw untrusted("unknown digest '" + blob.digest() + "'");
    }
    String hex = blob.digest().substring("sha256:".length());
    Path file = root.resolve("blobs").resolve("sha256").resolve(hex);
    try {
      String actual = Files.size(file) == blob.size() ? Sha256.of(file) : "another size";
      if (!actual.equals(hex)) {
        throw untrusted("blob " + hex + " does not match its digest: " + actual);
      }
      return file;
    } catch (IOException e) {
      throw BundleFiles.missing(hex, root.toString()).causedBy(e);
    }
  }

  private JerboaException untrusted(String what) {
    return JerboaException.of(
            ErrorClass.TRUST, "bundle-digest", "The bundle " + root + " cannot be trusted: " + what)
        .hint("Fetch or build the bundle again.");
  }
}
