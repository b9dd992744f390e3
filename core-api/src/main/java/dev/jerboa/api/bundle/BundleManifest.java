package dev.jerboa.api.bundle;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code manifest.yaml}, kind {@code FlashBundleManifest} of {@code
 * jumpstarter.dev/v1alpha1}.
 */
public record BundleManifest(
    @Key("apiVersion") String apiVersion, String kind, Metadata metadata, Spec spec) {
  public static final String API_VERSION = "jumpstarter.dev/v1alpha1";
  public static final String KIND = "FlashBundleManifest";

  public BundleManifest {
    require(API_VERSION.equals(apiVersion), "apiVersion must be " + API_VERSION);
    require(KIND.equals(kind), "kind must be " + KIND);
  }

  public record Metadata(String name) {}

  public record Spec(
      @Doc("Who makes the board.") String manufacturer,
      @Doc("Where the board is described.") Optional<String> link,
      @Doc("The U-Boot command that starts the flasher OS, sent as it is.") String bootcmd,
      @Default("busybox") ShellType shelltype,
      @Default("{}") Login login,
      @Doc("The target that is flashed when none is named.") String defaultTarget,
      @Doc("Block devices by name: a path, or /sys/class/block#ADDRESS.")
          Map<String, String> targets,
      LoadedFile kernel,
      Optional<LoadedFile> initram,
      Optional<DeviceTree> dtb,
      @Doc("Commands run in the flasher OS before the first byte is written.") @Default("[]")
          List<String> preflashCommands,
      @Doc("What U-Boot is told about TFTP.") @Default("{}") Tftp tftp) {
    public Spec {
      preflashCommands = List.copyOf(preflashCommands);
      require(
          targets.containsKey(defaultTarget),
          "default_target '" + defaultTarget + "' is not one of the targets " + targets.keySet());
    }
  }

  /** The kind of shell in the flasher OS. */
  public enum ShellType {
    BUSYBOX
  }

  /**
   * How to log in; without a user name no login is attempted.
   *
   * @param type accepted because published bundles carry it; it has no effect
   */
  public record Login(
      @Default("login:") String loginPrompt,
      Optional<String> username,
      Optional<Secret> password,
      @Default("#") String prompt,
      Optional<String> type) {}

  /**
   * A file and the address it is loaded to.
   *
   * @param file a path inside the bundle
   * @param address a hexadecimal number with {@code 0x}
   */
  public record LoadedFile(String file, String address) {
    public LoadedFile {
      requireAddress(address);
    }
  }

  public record DeviceTree(
      @Key("default") @Doc("The variant that is used when none is named.")
          Optional<String> defaultVariant,
      Optional<String> address,
      @Default("{}") Map<String, Variant> variants) {
    public DeviceTree {
      address.ifPresent(BundleManifest::requireAddress);
      defaultVariant.ifPresent(
          name ->
              require(
                  variants.containsKey(name),
                  "dtb default '" + name + "' is not one of the variants " + variants.keySet()));
    }
  }

  /** A device tree of a board variant, or a boot command that replaces the bundle's. */
  public record Variant(Optional<String> file, Optional<String> bootcmd) {}

  /**
   * The TFTP settings of U-Boot; each is probed by no one and simply set, so a U-Boot that does not
   * know a variable ignores it.
   */
  public record Tftp(
      @Doc("Block size in bytes (tftpblocksize), 512 to 65464.") @Default("1468") int blocksize,
      @Doc(
              "Blocks sent before an acknowledgement (tftpwindowsize, RFC 7440), 1 to 64, in the"
                  + " first flash of a board; later ones find out what is quickest.")
          @Default("1")
          int windowsize,
      @Doc("Milliseconds before U-Boot asks again (tftptimeout), at least 1000.") @Default("1000")
          int timeout) {
    public Tftp {
      require(blocksize >= 512 && blocksize <= 65464, "blocksize must be 512 to 65464");
      require(windowsize >= 1 && windowsize <= 64, "windowsize must be 1 to 64");
      require(timeout >= 1000, "timeout must be at least 1000 ms, the least U-Boot takes");
    }
  }

  private static void requireAddress(String address) {
    require(
        address.matches("0[xX][0-9a-fA-F]{1,16}"),
        "address '" + address + "' is not a hexadecimal number such as 0x82000000");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
