package dev.jerboa.runtime.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.flash.Board.BundleChoice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciLayoutTest {
  @TempDir Path folder;
  private Path layout;
  private final List<String> layers = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    layout = folder.resolve("layout");
    Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
    layer("manifest.yaml", Samples.MANIFEST);
    layer("data/Image", "kernel");
    layer("data/initrd", "initram");
    layer("data/a.dtb", "tree");
  }

  private String blob(String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    Files.write(layout.resolve("blobs/sha256").resolve(hex), bytes);
    return "\"digest\": \"sha256:%s\", \"size\": %d".formatted(hex, bytes.length);
  }

  private void layer(String title, String content) throws Exception {
    layers.add(
        "{%s, \"annotations\": {\"org.opencontainers.image.title\": \"%s\"}}"
            .formatted(blob(content), title));
  }

  /** Writes a manifest of the layers and returns its descriptor. */
  private String manifest(String tag) throws Exception {
    return "{%s, \"annotations\": {\"org.opencontainers.image.ref.name\": \"%s\"}}"
        .formatted(
            blob("{\"schemaVersion\": 2, \"layers\": [" + String.join(",", layers) + "]}"), tag);
  }

  private void index(String... manifests) throws IOException {
    Files.writeString(
        layout.resolve("index.json"), "{\"manifests\": [" + String.join(",", manifests) + "]}");
  }

  private Bundle open(String suffix) {
    return Bundles.open(
        new BundleChoice(layout + suffix, "manifest.yaml", Optional.empty(), Optional.empty()));
  }

  private String refused(String suffix) {
    return assertThrows(JerboaException.class, () -> open(suffix)).code();
  }

  @Test
  void aLayoutIsABundle() throws Exception {
    index(manifest("v1"));
    for (String suffix : List.of("", ":v1")) {
      try (Bundle bundle = open(suffix)) {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        assertEquals(6, bundle.file("data/Image").read(0, buffer));
        assertEquals("sample", bundle.manifest().metadata().name());
      }
    }
  }

  @Test
  @Tag("B4")
  void aChangedBlobIsNotTrusted() throws Exception {
    index(manifest("v1"));
    try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
      for (Path file : blobs.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertEquals("trust.bundle-digest", refused(""), file.toString());
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
      }
    }
    open("").close();
  }

  @Test
  @Tag("B5")
  void aWrongSizeIsNotTrusted() throws Exception {
    layers.replaceAll(text -> text.replace("\"size\": 6", "\"size\": 7"));
    index(manifest("v1"));
    assertEquals("trust.bundle-digest", refused(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha512:", "md5:", "../../", "sha256:../"})
  @Tag("B4")
  void anUnknownDigestIsNotTrusted(String prefix) throws Exception {
    layers.replaceAll(text -> text.replace("sha256:", prefix));
    index(manifest("v1"));
    assertEquals("trust.bundle-digest", refused(""));
  }

  @Test
  void aMissingBlobIsNamed() throws Exception {
    index(manifest("v1"));
    String digest = layers.get(1).replaceAll(".*sha256:([0-9a-f]+).*", "$1");
    Files.delete(layout.resolve("blobs/sha256").resolve(digest));
    assertEquals("config.bundle-file", refused(""));
  }

  @Test
  @Tag("B6")
  void oneTitleTwiceIsNotTrusted() throws Exception {
    layer("data/Image", "another kernel");
    index(manifest("v1"));
    assertEquals("trust.bundle-digest", refused(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../evil", "/etc/evil", "data/../../evil"})
  @Tag("B6")
  void aTitleIsNeverAPath(String title) throws Exception {
    layer(title, "evil");
    index(manifest("v1"));
    try (Bundle bundle = open("")) {
      assertEquals(4, bundle.file(title).size());
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(layout), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/hostname", "/etc/hostname", "data/none"})
  @Tag("B8")
  void aFileThatIsNoLayerIsMissing(String name) throws Exception {
    index(manifest("v1"));
    try (Bundle bundle = open("")) {
      JerboaException error = assertThrows(JerboaException.class, () -> bundle.file(name));
      assertEquals("config.bundle-file", error.code());
    }
  }

  @Test
  void aTagChoosesAmongManifests() throws Exception {
    String first = manifest("v1");
    layer("data/extra", "extra");
    index(first, manifest("v2"));
    assertEquals("config.bundle-ambiguous", refused(""));
    assertEquals("config.bundle-ambiguous", refused(":v3"));
    try (Bundle bundle = open(":v2")) {
      assertEquals(5, bundle.file("data/extra").size());
    }
    JerboaException error = assertThrows(JerboaException.class, () -> open(":v3"));
    assertTrue(String.valueOf(error.getMessage()).contains("v1"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"manifests\": 7}",
        "{\"manifests\": [7]}",
        "{\"manifests\": [{}]}",
        "{\"manifests\": [{\"digest\": 1, \"size\": \"x\"}]}",
        "{\"manifests\": [",
        "{\"manifests\": [{\"digest\": \"sha256:0\", \"size\": 0}]}"
      })
  @Tag("B1")
  void aDamagedIndexIsNotTrusted(String json) throws IOException {
    Files.writeString(layout.resolve("index.json"), json);
    assertEquals("trust.bundle-digest", refused(""));
  }

  @Test
  @Tag("B5")
  void aHugeIndexIsNotRead() throws IOException {
    try (var file = new java.io.RandomAccessFile(layout.resolve("index.json").toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertEquals("trust.bundle-digest", refused(""));
  }
}
