package dev.jerboa.api.bundle;

import dev.jerboa.api.files.ByteSource;

/** An opened flasher bundle: checked facts, and files that can be read. */
public interface Bundle extends AutoCloseable {
  BundleManifest manifest();

  /** Returns the boot files and command of the variant in use. */
  BootPlan bootPlan();

  /** Opens a file named in the manifest. The bundle closes it. */
  ByteSource file(String path);

  /** Returns where the bundle came from, for reports. */
  String source();

  @Override
  void close();
}
