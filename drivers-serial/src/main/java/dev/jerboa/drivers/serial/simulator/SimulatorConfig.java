package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Example;
import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configuration of a simulated board. */
public record SimulatorConfig(
    @Doc("What U-Boot prints first.")
        @Default(
            "\"\\nU-Boot SPL 2025.01 (simulated)\\nTrying to boot from MMC1\\n\\n"
                + "U-Boot 2025.01 (simulated)\\n\\nDRAM:  2 GiB\\n\"")
        String banner,
    @Doc("U-Boot's prompt.") @Default("\"=> \"") String prompt,
    @Doc("Seconds U-Boot waits for a key; -2 does not look for one.") @Default("1") int bootdelay,
    @Doc("The text that must be typed to stop U-Boot; any key when absent.")
        Optional<String> stopText,
    @Doc("Whether U-Boot has the hush shell; without it $? is printed as it is.") @Default("true")
        boolean hush,
    @Doc("The user of the flasher OS; an empty name opens a shell without login.") @Default("root")
        String user,
    @Doc("The password of the user; none is asked for when absent.") Optional<Secret> password,
    @Doc("The shell prompt of the flasher OS.") @Default("\"~ # \"") String shellPrompt,
    @Doc("The board's address with the network prefix; an address of this host.")
        @Default("127.0.0.1/8")
        String address,
    @Doc("The router that DHCP names.") Optional<String> gateway,
    @Doc("The speed of the console in bits per second; 0 has no limit.") @Default("115200")
        int baudrate,
    @Doc("The block devices by name, such as mmcblk0.")
        @Default("{}")
        @Example("{mmcblk0: {file: sd.img, size: 64M}}")
        Map<String, Disk> disks,
    @Doc("What the flasher OS has of the tools that may be missing.")
        @Default(
            "[curl, wget, sha256sum, sha512sum, stty, dmesg, date, udhcpc, ip, dd-direct, dd-fullblock, "
                + "pipefail]")
        List<String> tools,
    @Doc("What goes wrong.") @Default("[]") List<Fault> faults) {
  private static final List<String> KNOWN_TOOLS =
      List.of(
          "curl",
          "wget",
          "sha256sum",
          "sha512sum",
          "stty",
          "dmesg",
          "date",
          "udhcpc",
          "ip",
          "dd-direct",
          "dd-fullblock",
          "pipefail");
  private static final Pattern SIZE = Pattern.compile("(?<number>\\d{1,12})(?<unit>[KMG]?)");
  private static final Pattern ADDRESS =
      Pattern.compile("(?<host>\\d+\\.\\d+\\.\\d+\\.\\d+)/(?<prefix>\\d{1,2})");

  public SimulatorConfig {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches() || Integer.parseInt(matcher.group("prefix")) > 32) {
      throw new IllegalArgumentException("address must be like 127.0.0.1/8, not '" + address + "'");
    }
    tools.stream()
        .filter(tool -> !KNOWN_TOOLS.contains(tool))
        .forEach(
            tool -> {
              throw new IllegalArgumentException("tools: '" + tool + "' is none of " + KNOWN_TOOLS);
            });
    if (baudrate < 0) {
      throw new IllegalArgumentException("baudrate must not be negative");
    }
  }

  Inet4Address host() {
    return Inet4Address.ofLiteral(address.substring(0, address.indexOf('/')));
  }

  String netmask() {
    int prefix = Integer.parseInt(address.substring(address.indexOf('/') + 1));
    int bits = prefix == 0 ? 0 : -1 << (32 - prefix);
    return "%d.%d.%d.%d".formatted(bits >>> 24, bits >>> 16 & 0xff, bits >>> 8 & 0xff, bits & 0xff);
  }

  /** A block device. */
  public record Disk(
      @Doc("The file that holds its content, relative to this file; made when it is absent.")
          String file,
      @Doc("Its size in bytes, or with K, M or G for the binary multiples.") String size,
      @Doc("Where the device is below /sys/devices, such as /sys/devices/platform/4fb0000.mmc.")
          Optional<String> sysfs,
      @Doc("Its partitions in their order, the first 1 MiB behind the start.") @Default("[]")
          List<Partition> partitions) {
    public Disk {
      long end = SimulatedDisk.FIRST_PARTITION;
      for (Partition partition : partitions) {
        end += partition.bytes();
      }
      if (end > sizeOf(size) && !partitions.isEmpty()) {
        throw new IllegalArgumentException("partitions must fit on the disk, behind its first MiB");
      }
    }

    long bytes() {
      return sizeOf(size);
    }
  }

  /** A partition of a block device. */
  public record Partition(
      @Doc("Its label, as the partition table has it.") String label,
      @Doc("Its size, like that of a disk.") String size,
      @Doc("Whether the flasher OS has mounted it.") @Default("false") boolean mounted) {
    public Partition {
      long _ = sizeOf(size);
    }

    long bytes() {
      return sizeOf(size);
    }
  }

  private static long sizeOf(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("size must be like 64M, not '" + text + "'");
    }
    String unit = matcher.group("unit");
    int shift = 10 * " KMG".indexOf(unit.isEmpty() ? " " : unit);
    long bytes = Long.parseLong(matcher.group("number")) << shift;
    if (bytes % 512 != 0 || bytes == 0) {
      throw new IllegalArgumentException("size must be a multiple of 512 bytes");
    }
    return bytes;
  }
}
