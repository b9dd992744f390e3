package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.flash.BoardAddress;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.runtime.dialog.Answers;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets the board an address in U-Boot. A gateway is not needed: the exporter is on the link. */
final class BootloaderNetwork {
  private static final int TRIES = 3;
  private static final Duration DHCP = Duration.ofMinutes(1);
  private static final int DEFAULT_PREFIX = 24;

  private static final Duration SHORT = Duration.ofSeconds(30);

  private static final Pattern ADDRESS =
      Pattern.compile("(?<name>\\w+)=(?<value>(\\d{1,3}\\.){3}\\d{1,3})\\s*");

  private final Bootloader uboot;
  private final FlashRun run;

  BootloaderNetwork(FlashRun run) {
    this.uboot = run.get(Part.BOOTLOADER);
    this.run = run;
  }

  /**
   * Runs DHCP, whose {@code autoload} must be off, and returns what it brought.
   *
   * @throws JerboaException of class {@code BOOTLOADER}, {@code dhcp}, if no address came
   */
  BoardAddress join() throws InterruptedException {
    CommandResult result = uboot.run("dhcp", run.deadline(DHCP));
    for (int tries = 1; !result.ok() && tries < TRIES; tries++) {
      run.note("DHCP again: " + lastLine(result.output()));
      result = uboot.run("dhcp", run.deadline(DHCP));
    }
    Map<String, Inet4Address> found = result.ok() ? addresses() : Map.of();
    if (!found.containsKey("ipaddr")) {
      throw JerboaException.of(
              ErrorClass.BOOTLOADER,
              "dhcp",
              "The board got no address in U-Boot: " + lastLine(result.output()))
          .hint("Check the network cable and the DHCP server of the board's network.")
          .retryable();
    }
    int prefix =
        Optional.ofNullable(found.get("netmask"))
            .map(BootloaderNetwork::prefix)
            .orElse(DEFAULT_PREFIX);
    return new BoardAddress(
        found.get("ipaddr"), prefix, Optional.ofNullable(found.get("gatewayip")));
  }

  /** Asks for all at once, since each question costs a turn on the console. */
  private Map<String, Inet4Address> addresses() throws InterruptedException {
    String question = "printenv ipaddr netmask gatewayip";
    Map<String, Inet4Address> found = new HashMap<>();
    Answers.agreedAtOnce(uboot::run, question, run.deadline(SHORT))
        .output()
        .lines()
        .map(ADDRESS::matcher)
        .filter(Matcher::matches)
        .forEach(line -> found.put(line.group("name"), parse(line.group("value"))));
    return found;
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
