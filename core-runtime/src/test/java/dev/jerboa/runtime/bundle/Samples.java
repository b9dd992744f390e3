package dev.jerboa.runtime.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small flasher bundle. */
final class Samples {
  static final String MANIFEST =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: FlashBundleManifest
      metadata:
        name: sample
      spec:
        manufacturer: x
        bootcmd: booti 0x82000000 0x84000000 0x88000000
        default_target: emmc
        targets:
          emmc: /dev/mmcblk0
        kernel:
          file: data/Image
          address: "0x82000000"
        initram:
          file: data/initrd
          address: "0x84000000"
        dtb:
          default: a
          address: "0x88000000"
          variants:
            a: {file: data/a.dtb}
            b: {bootcmd: bootm 0x1}
      """;

  private Samples() {}

  static Path write(Path bundle) throws IOException {
    Files.createDirectories(bundle.resolve("data"));
    Files.writeString(bundle.resolve("manifest.yaml"), MANIFEST);
    Files.writeString(bundle.resolve("data/Image"), "kernel");
    Files.writeString(bundle.resolve("data/initrd"), "initram");
    Files.writeString(bundle.resolve("data/a.dtb"), "tree");
    return bundle;
  }
}
