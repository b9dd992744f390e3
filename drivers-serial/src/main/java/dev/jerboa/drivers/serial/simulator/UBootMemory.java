package dev.jerboa.drivers.serial.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/** The memory of a board as U-Boot uses it: files at the addresses they were loaded to. */
final class UBootMemory {
  /** Where U-Boot keeps its own device tree. */
  static final String OWN_TREE = "fde7f8d0";

  /** The magic of an arm64 Image, and where it is (Linux Documentation/arch/arm64/booting). */
  private static final byte[] IMAGE_MAGIC = "ARMd".getBytes(StandardCharsets.US_ASCII);

  private static final int IMAGE_MAGIC_AT = 56;

  /** The magic of a flattened device tree, and of a FIT, which is one (Devicetree spec, 5.2). */
  private static final byte[] TREE_MAGIC = {(byte) 0xd0, 0x0d, (byte) 0xfe, (byte) 0xed};

  private static final int OK = 0;
  private static final int FAILED = 1;

  private final UartLine uart;
  private final Map<String, String> environment;
  private final Map<Long, byte[]> files = new HashMap<>();

  UBootMemory(UartLine uart, Map<String, String> environment) {
    this.uart = uart;
    this.environment = environment;
  }

  void load(String address, byte[] content) {
    files.put(parse(address), content);
    environment.put("filesize", Integer.toHexString(content.length));
    environment.put("fileaddr", address);
  }

  private static long parse(String hexadecimal) {
    String digits = hexadecimal.replaceFirst("^0[xX]", "");
    return digits.matches("[0-9a-fA-F]{1,15}") ? Long.parseLong(digits, 16) : -1;
  }

  int crc32(List<String> arguments) {
    long address = parse(arguments.isEmpty() ? "" : arguments.getFirst());
    byte[] content = files.getOrDefault(address, new byte[0]);
    int length = (int) parse(arguments.getLast());
    CRC32 crc = new CRC32();
    crc.update(Arrays.copyOf(content, Math.max(0, length)));
    uart.print(
        "crc32 for %08x ... %08x ==> %08x\n"
            .formatted(address, address + length - 1, crc.getValue()));
    return OK;
  }

  /** Checks what {@code booti KERNEL INITRD TREE} or {@code bootm IMAGE} is to start. */
  boolean startable(List<String> words) {
    if (words.size() < 2) {
      uart.print("Usage: " + words.getFirst() + " [addr ...]\n");
      return false;
    }
    Optional<String> refusal = words.getFirst().equals("booti") ? booti(words) : bootm(words);
    refusal.ifPresent(text -> uart.print(text + "\n"));
    return refusal.isEmpty();
  }

  private Optional<String> booti(List<String> words) {
    if (!holds(words.get(1), IMAGE_MAGIC, IMAGE_MAGIC_AT)) {
      return Optional.of("Bad Linux ARM64 Image magic!");
    }
    String initrd = words.size() > 2 ? words.get(2) : "-";
    if (!initrd.equals("-") && !files.containsKey(parse(initrd.replaceFirst(":.*", "")))) {
      return Optional.of("Wrong Ramdisk Image Format\nRamdisk image is corrupt or invalid");
    }
    String tree = words.size() > 3 ? words.get(3) : OWN_TREE;
    if (parse(tree) != parse(OWN_TREE) && !holds(tree, TREE_MAGIC, 0)) {
      return Optional.of(
          "ERROR: Did not find a cmdline Flattened Device Tree\n"
              + "Could not find a valid device tree");
    }
    uart.print("## Flattened Device Tree blob at " + tree + "\n");
    return Optional.empty();
  }

  private Optional<String> bootm(List<String> words) {
    boolean fit = holds(words.get(1).replaceFirst("[#:].*", ""), TREE_MAGIC, 0);
    return fit
        ? Optional.empty()
        : Optional.of("Wrong Image Format for bootm command\nERROR: can't get kernel image!");
  }

  private boolean holds(String address, byte[] magic, int at) {
    byte[] content = files.getOrDefault(parse(address), new byte[0]);
    return content.length >= at + magic.length
        && Arrays.equals(content, at, at + magic.length, magic, 0, magic.length);
  }

  int refuse(String text) {
    uart.print(text);
    return FAILED;
  }
}
