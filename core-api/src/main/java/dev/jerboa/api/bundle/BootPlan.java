package dev.jerboa.api.bundle;

import java.util.List;

/**
 * What U-Boot loads and runs to start the flasher OS.
 *
 * @param files in the order in which they are loaded; U-Boot's {@code filesize} is the last one's
 * @param command the boot command, sent as it is
 */
public record BootPlan(List<BootFile> files, String command) {
  public BootPlan {
    files = List.copyOf(files);
  }

  /**
   * A file that U-Boot loads.
   *
   * @param path the path inside the bundle
   * @param address the load address as U-Boot text, {@code 0x82000000}
   */
  public record BootFile(String path, String address) {
    /** Returns the last part of the path, under which the file is served. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
