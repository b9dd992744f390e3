package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.flash.BoardAddress;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Gets the board an address in U-Boot. A gateway is not needed: the exporter is on the link. */
final class BootloaderNetwork {
  private static final int TRIES = 3;
  private static final Duration DHCP = Duration.ofMinutes(1);
  private static final int DEFAULT_PREFIX = 24;

  private static final Duration SHORT = Duration.ofSeconds(30);

  private final Bootloader uboot;
  private final FlashRun run;

  BootloaderNetwork(FlashRun run) {
    this.uboot = run.get(Part.BOOTLOADER);
    this.run = run;
  }

  /**
   * Runs DHCP and returns what it brought.
   *
   * @throws JerboaException of class {@code BOOTLOADER}, {@code dhcp}, if no address came
   */
  BoardAddress join() throws InterruptedException {
    // Otherwise dhcp goes on to load whatever file the DHCP server names.
    uboot.setEnv("autoload", "no", run.deadline(SHORT));
    CommandResult result = uboot.run("dhcp", run.deadline(DHCP));
    for (int tries = 1; !result.ok() && tries < TRIES; tries++) {
      run.note("DHCP again: " + lastLine(result.output()));
      result = uboot.run("dhcp", run.deadline(DHCP));
    }
    Optional<Inet4Address> address = result.ok() ? address("ipaddr") : Optional.empty();
    if (address.isEmpty()) {
      throw JerboaException.of(
              ErrorClass.BOOTLOADER,
              "dhcp",
              "The board got no address in U-Boot: " + lastLine(result.output()))
          .hint("Check the network cable and the DHCP server of the board's network.")
          .retryable();
    }
    int prefix = address("netmask").map(BootloaderNetwork::prefix).orElse(DEFAULT_PREFIX);
    return new BoardAddress(address.get(), prefix, address("gatewayip"));
  }

  private Optional<Inet4Address> address(String variable) throws InterruptedException {
    return uboot
        .env(variable, run.deadline(SHORT))
        .filter(text -> text.matches("(\\d{1,3}\\.){3}\\d{1,3}"))
        .map(BootloaderNetwork::parse);
  }

  private static Inet4Address parse(String text) {
    return Inet4Address.ofLiteral(text);
  }

  private static int prefix(Inet4Address netmask) {
    return Integer.bitCount(ByteBuffer.wrap(netmask.getAddress()).getInt());
  }

  private static String lastLine(String output) {
    return output.lines().reduce((first, second) -> second).orElse("it printed nothing");
  }
}
