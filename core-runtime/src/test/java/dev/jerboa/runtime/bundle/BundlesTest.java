package dev.jerboa.runtime.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.BootPlan.BootFile;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.flash.Board.BundleChoice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesTest {
  @TempDir Path folder;
  private Path bundle;

  @BeforeEach
  void write() throws IOException {
    bundle = Samples.write(folder.resolve("bundle"));
  }

  private static BundleChoice choice(Object reference, Optional<String> variant) {
    return new BundleChoice(reference.toString(), "manifest.yaml", variant, Optional.empty());
  }

  private Bundle open(Optional<String> variant) {
    return Bundles.open(choice(bundle, variant));
  }

  private JerboaException refused(ErrorClass errorClass) {
    JerboaException error = assertThrows(JerboaException.class, () -> open(Optional.empty()));
    assertEquals(errorClass, error.errorClass(), error.code() + ": " + error.getMessage());
    return error;
  }

  /** Replaces text of the manifest. */
  private void change(String from, String to) throws IOException {
    Path manifest = bundle.resolve("manifest.yaml");
    String text = Files.readString(manifest);
    assertTrue(text.contains(from), from);
    Files.writeString(manifest, text.replace(from, to));
  }

  @Test
  void nullIsAbsentWhereAKeyMayBe() throws Exception {
    change(
        "  manufacturer: x\n",
        "  manufacturer: x\n  link: null\n  login: {username: root, type: busybox}\n");
    try (Bundle opened = open(Optional.empty())) {
      assertEquals(Optional.empty(), opened.manifest().spec().link());
    }
    change("manufacturer: x", "manufacturer:");
    refused(ErrorClass.CONFIG);
  }

  @Test
  void aBundleTellsItsPlanAndItsFiles() throws Exception {
    try (Bundle opened = open(Optional.empty())) {
      assertEquals("booti 0x82000000 0x84000000 0x88000000", opened.bootPlan().command());
      assertEquals(
          List.of(
              new BootFile("data/Image", "0x82000000"),
              new BootFile("data/initrd", "0x84000000"),
              new BootFile("data/a.dtb", "0x88000000")),
          opened.bootPlan().files());
      ByteBuffer buffer = ByteBuffer.allocate(100);
      assertEquals(6, opened.file("data/Image").read(0, buffer));
      assertEquals(6, opened.file("data/Image").size());
      assertEquals(-1, opened.file("data/Image").read(6, buffer));
      assertEquals(bundle.toString(), opened.source());
    }
  }

  @Test
  void aVariantBringsItsOwnTreeOrCommand() {
    try (Bundle opened = open(Optional.of("b"))) {
      assertEquals("bootm 0x1", opened.bootPlan().command());
      assertEquals(2, opened.bootPlan().files().size());
    }
  }

  @Test
  void aFileThatIsReplacedWhileOpenChangesNothing() throws Exception {
    try (Bundle opened = open(Optional.empty())) {
      Path fresh = Files.writeString(folder.resolve("new"), "other bytes");
      Files.move(
          fresh, bundle.resolve("data/Image"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      ByteBuffer buffer = ByteBuffer.allocate(6);
      assertEquals(6, opened.file("data/Image").read(0, buffer));
      assertEquals("kernel", new String(buffer.array(), java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "./x/..", "../bundle"})
  void aFolderMayBeNamedInAnyWay(String detour) throws IOException {
    Files.createDirectories(bundle.resolve("x"));
    try (Bundle opened = Bundles.open(choice(bundle + "/" + detour, Optional.empty()))) {
      assertEquals("sample", opened.manifest().metadata().name());
    }
  }

  @Test
  @Tag("B1")
  void aBundleWithoutAManifestIsRefused() throws IOException {
    Files.delete(bundle.resolve("manifest.yaml"));
    assertEquals("config.bundle-file", refused(ErrorClass.CONFIG).code());
  }

  @Test
  @Tag("B1")
  void aMissingBundleIsNamed() {
    JerboaException error =
        assertThrows(
            JerboaException.class, () -> Bundles.open(choice("/no/such", Optional.empty())));
    assertEquals("config.bundle-missing", error.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "- a\n- b\n", "", "\u0001", "a: &x [*x]"})
  @Tag("B1")
  void whatIsNoManifestIsRefused(String text) throws IOException {
    Files.writeString(bundle.resolve("manifest.yaml"), text);
    refused(ErrorClass.CONFIG);
  }

  @Test
  @Tag("B1")
  void aHugeManifestIsRefusedUnread() throws IOException {
    try (var file = new java.io.RandomAccessFile(bundle.resolve("manifest.yaml").toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    refused(ErrorClass.CONFIG);
  }

  @ParameterizedTest
  @CsvSource({
    "jumpstarter.dev/v1alpha1, jumpstarter.dev/v2",
    "FlashBundleManifest, OtherManifest",
    "kind: FlashBundleManifest, kind: 7"
  })
  @Tag("B2")
  void anotherKindOrVersionIsRefused(String from, String to) throws IOException {
    change(from, to);
    String message = String.valueOf(refused(ErrorClass.CONFIG).getMessage());
    assertTrue(
        message.contains("jumpstarter.dev/v1alpha1") || message.contains("FlashBundleManifest"),
        message);
  }

  @Test
  @Tag("B3")
  void anUnknownFieldIsRefusedWithItsPlace() throws IOException {
    change("manufacturer: x", "manufacturer: x\n  manufakturer: y");
    String message = String.valueOf(refused(ErrorClass.CONFIG).getMessage());
    assertTrue(message.contains("manufakturer") && message.contains("manifest.yaml"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/hostname", "../../x", "../bundle2/x", "data/../../x", ".."})
  @Tag("B8")
  void aFileOutsideTheBundleIsNotTrusted(String name) throws IOException {
    Files.createDirectories(folder.resolve("bundle2"));
    Files.writeString(folder.resolve("bundle2/x"), "x");
    Files.writeString(folder.resolve("x"), "x");
    change("data/Image", name);
    assertEquals("trust.path-escape", refused(ErrorClass.TRUST).code());
  }

  @Test
  @Tag("B8")
  void aLinkOutOfTheBundleIsNotTrustedAndOneInsideIs() throws IOException {
    Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(bundle.resolve("data/out"), Path.of("../../secret"));
    Files.createSymbolicLink(bundle.resolve("data/in"), Path.of("Image"));
    change("data/Image", "data/in");
    open(Optional.empty()).close();
    change("data/in", "data/out");
    assertEquals("trust.path-escape", refused(ErrorClass.TRUST).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/none", "data", "data/Im\\0age"})
  @Tag("B8")
  void aFileThatIsNoneIsMissing(String name) throws IOException {
    change("file: data/Image", "file: \"" + name + "\"");
    refused(ErrorClass.CONFIG);
  }

  @Test
  @Tag("B14")
  void anUnknownVariantIsRefusedWithThoseThereAre() {
    JerboaException error = assertThrows(JerboaException.class, () -> open(Optional.of("c")));
    assertEquals("config.variant", error.code());
    assertTrue(error.hint().contains("a") && error.hint().contains("b"), error.hint());
  }

  @Test
  @Tag("B14")
  void aTreeWithoutADefaultNeedsAVariant() throws IOException {
    change("default: a", "");
    assertEquals("config.variant", refused(ErrorClass.CONFIG).code());
    open(Optional.of("a")).close();
  }

  @ParameterizedTest
  @CsvSource({
    "0x82000000, 82000000",
    "0x82000000, 0xZZ",
    "default: a, default: c",
    "default_target: emmc, default_target: sd",
    "address: \"0x88000000\", ",
  })
  @Tag("B14")
  void wrongFactsAreRefused(String from, String to) throws IOException {
    change(from, to == null ? "" : to);
    refused(ErrorClass.CONFIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb", "a\\rb", "\\u0003", "\\u00e4", "", " "})
  @Tag("B14")
  void aBootCommandThatCannotBeTypedIsRefused(String command) throws IOException {
    change("bootcmd: booti 0x82000000 0x84000000 0x88000000", "bootcmd: \"" + command + "\"");
    refused(ErrorClass.CONFIG);
  }

  @Test
  @Tag("B14")
  void aBootCommandThatIsTooLongIsRefused() throws IOException {
    change("bootcmd: booti", "bootcmd: " + "x".repeat(1000));
    refused(ErrorClass.CONFIG);
  }

  @ParameterizedTest
  @CsvSource({"0x84000000, 0x82000005", "0x84000000, 0x82000000", "0x82000000, 0x83ffffff"})
  @Tag("U13")
  void filesThatOverlapInMemoryAreRefused(String from, String to) throws IOException {
    change("address: \"" + from + "\"", "address: \"" + to + "\"");
    JerboaException error = refused(ErrorClass.CONFIG);
    assertEquals("config.memory-overlap", error.code());
  }

  @Test
  @Tag("U13")
  void filesThatTouchDoNotOverlap() throws IOException {
    change("address: \"0x84000000\"", "address: \"0x82000006\"");
    open(Optional.empty()).close();
  }

  @Test
  @Tag("U13")
  void aRefusalLeavesNoFileOpen() throws IOException {
    change("address: \"0x84000000\"", "address: \"0x82000000\"");
    long before = openFiles();
    for (int i = 0; i < 20; i++) {
      refused(ErrorClass.CONFIG);
    }
    assertTrue(openFiles() < before + 10, "files left open");
  }

  private static long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
