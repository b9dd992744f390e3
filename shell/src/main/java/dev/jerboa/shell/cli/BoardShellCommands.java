package dev.jerboa.shell.cli;

import dev.jerboa.runtime.BoardShell;
import dev.jerboa.runtime.StorageHandle;
import dev.jerboa.shell.output.EventPrinter;
import dev.jerboa.shell.terminal.ConsoleTerminal;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The commands that bring a board to a prompt and hand it to the person. */
final class BoardShellCommands {
  private BoardShellCommands() {}

  @Command(
      name = "bootloader-shell",
      description = "Power-cycles the board, stops it in U-Boot and attaches this terminal.",
      mixinStandardHelpOptions = true)
  record BootloaderShell(StorageHandle storage, RootCommand options) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      return attach(storage, options, storage::bootloaderShell);
    }
  }

  @Command(
      name = "busybox-shell",
      description = "Boots the flasher OS, logs in and attaches this terminal.",
      mixinStandardHelpOptions = true)
  record BusyboxShell(StorageHandle storage, RootCommand options) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      return attach(storage, options, storage::busyboxShell);
    }
  }

  private static int attach(StorageHandle storage, RootCommand options, Supplier<BoardShell> way)
      throws InterruptedException {
    storage.listener(EventPrinter.choose(options.json()));
    try (BoardShell shell = way.get()) {
      ConsoleTerminal.attach(shell.line(), ConsoleTerminal.ENTER);
    }
    return 0;
  }
}
