package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.flash.BoardAddress;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs the bundle's own commands, which may destroy data: therefore behind every check, and in
 * front of the first byte.
 */
final class RunPreflash implements Step {
  private static final Duration EACH = Duration.ofMinutes(1);

  @Override
  public String id() {
    return "preflash";
  }

  @Override
  public String title() {
    return "Run the bundle's preflash commands";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.SHELL, Part.BUNDLE, Part.TARGET, Part.ADDRESS);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    List<String> commands = run.get(Part.BUNDLE).manifest().spec().preflashCommands();
    if (commands.isEmpty()) {
      return;
    }
    for (String command : Stream.concat(Stream.of(exports(run)), commands.stream()).toList()) {
      CommandResult result = run.get(Part.SHELL).run(command, run.deadline(EACH));
      if (!result.ok()) {
        throw JerboaException.of(
                ErrorClass.CONFIG,
                "preflash",
                "Preflash command '%s' ended with status %d: %s"
                    .formatted(command, result.status(), result.output()))
            .hint("Correct spec.preflash_commands in the bundle's manifest; nothing was written.");
      }
    }
  }

  /** What the commands of published bundles use. */
  private static String exports(FlashRun run) {
    BoardAddress board = run.get(Part.ADDRESS);
    return "export dhcp_addr=%s gw_addr=%s"
        .formatted(
            board.address().getHostAddress(),
            board.gateway().map(Inet4Address::getHostAddress).orElse(""));
  }
}
