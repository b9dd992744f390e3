package dev.jerboa.testkit;

import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.bundle.BundleManifest.LoadedFile;
import dev.jerboa.api.bundle.BundleManifest.Spec;
import dev.jerboa.api.bundle.BundleManifest.Variant;
import dev.jerboa.runtime.config.RecordBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Flasher bundles whose boot files are made up, for boards that are simulated. */
public final class TestBundle {
  private static final int KERNEL_SIZE = 300_000;
  private static final int TREE_SIZE = 20_000;

  /** The magic number of an arm64 kernel and its offset: Linux, arch/arm64/boot.rst. */
  private static final byte[] KERNEL_MAGIC = "ARMd".getBytes(StandardCharsets.US_ASCII);

  private static final int KERNEL_MAGIC_AT = 56;

  /** The magic number that a device tree starts with. */
  private static final byte[] TREE_MAGIC = {(byte) 0xd0, 0x0d, (byte) 0xfe, (byte) 0xed};

  private TestBundle() {}

  /**
   * Writes a manifest, and a file of random bytes for each that it names: always the same bytes.
   *
   * @throws dev.jerboa.api.JerboaException {@code config.invalid} if the manifest is wrong
   */
  public static void write(Path folder, String manifest) {
    byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
    Spec spec = RecordBinder.parseWithNulls("manifest.yaml", text, BundleManifest.class).spec();
    write(folder.resolve("manifest.yaml"), text);
    write(folder.resolve(spec.kernel().file()), kernel());
    spec.initram()
        .map(LoadedFile::file)
        .ifPresent(file -> write(folder.resolve(file), bytes(TREE_SIZE, file.hashCode())));
    spec.dtb().stream()
        .flatMap(dtb -> dtb.variants().values().stream())
        .map(Variant::file)
        .forEach(file -> file.ifPresent(name -> write(folder.resolve(name), tree(name))));
  }

  /** Returns random bytes, the same ones for the same seed. */
  public static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] kernel() {
    byte[] kernel = bytes(KERNEL_SIZE, 1);
    System.arraycopy(KERNEL_MAGIC, 0, kernel, KERNEL_MAGIC_AT, KERNEL_MAGIC.length);
    return kernel;
  }

  private static byte[] tree(String name) {
    byte[] tree = bytes(TREE_SIZE, name.hashCode());
    System.arraycopy(TREE_MAGIC, 0, tree, 0, TREE_MAGIC.length);
    return tree;
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
