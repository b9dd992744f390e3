package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Part;
import java.nio.file.Path;

/** Where the records of this flash are kept. */
record RunFolder(Path path) {
  static final Part<RunFolder> PART = new Part<>("run folder", RunFolder.class);

  Path transcript() {
    return path.resolve("console.log");
  }
}
