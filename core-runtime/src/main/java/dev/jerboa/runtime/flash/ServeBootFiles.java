package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.BootPlan.BootFile;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Binds the TFTP server, which answers nobody until the board's address is known. */
final class ServeBootFiles implements Step {
  @Override
  public String id() {
    return "serve-boot-files";
  }

  @Override
  public String title() {
    return "Start the TFTP server";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.BUNDLE);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.TFTP, SentBytes.TFTP);
  }

  @Override
  public boolean oncePerFlash() {
    return true;
  }

  @Override
  public void run(FlashRun run) {
    SentBytes sent = new SentBytes();
    run.put(SentBytes.TFTP, sent);
    run.put(Part.TFTP, run.board().wiring().tftp().start(bootFiles(run.get(Part.BUNDLE)), sent));
  }

  private static List<ServedFile> bootFiles(Bundle bundle) {
    List<ServedFile> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (BootFile file : bundle.bootPlan().files()) {
      if (!names.add(file.name())) {
        throw JerboaException.of(
                ErrorClass.CONFIG,
                "bundle-names",
                "Two boot files of the bundle share the name '" + file.name() + "'")
            .hint("Rename one: files are served under the last part of their path.");
      }
      files.add(new ServedFile(file.name(), bundle.file(file.path())));
    }
    return files;
  }
}
