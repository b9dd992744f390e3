package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.Secret;
import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.time.Duration;
import java.util.Optional;

/** Linux from its first message to the shell behind the login. */
final class LinuxModel {
  private static final String KERNEL =
      """
      [    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd080]
      [    0.000000] Linux version 6.12.0 (simulated) #1 SMP PREEMPT
      [    0.412345] Serial: 8250/16550 driver, 12 ports, IRQ sharing enabled
      """;
  private static final String PANIC =
      "[    0.912345] Kernel panic - not syncing: VFS: Unable to mount root fs on"
          + " unknown-block(0,0)\n[    0.912399] ---[ end Kernel panic ]---\n";

  private static final String LOGIN = "\nsimulated login: ";

  private final Hardware hardware;
  private final UartLine uart;
  private final LineEditor editor;

  LinuxModel(Hardware hardware) {
    this.hardware = hardware;
    this.uart = hardware.uart();
    this.editor = new LineEditor(uart, "^C");
  }

  /** Runs until the board resets or loses its power. */
  void run() throws InterruptedException {
    uart.print(KERNEL);
    if (hardware.faults().strike(Kind.PANIC).isPresent()) {
      uart.print(PANIC);
      Thread.sleep(Duration.ofDays(365));
    }
    uart.print("[    1.512345] Run /init as init process\n");
    logIn();
    ShellModel shell = new ShellModel(uart, new Applets(hardware), hardware.config().shellPrompt());
    while (true) {
      String line = editor.read(shell.prompt());
      if (!line.isBlank()) {
        uart.beginCommand();
        shell.execute(line);
      }
    }
  }

  /**
   * Logs a user in. The first name is read by getty, which keeps blanks behind it, later ones by
   * login, which does not (busybox loginutils/getty.c, login.c).
   */
  private void logIn() throws InterruptedException {
    String user = hardware.config().user();
    if (user.isEmpty()) {
      return;
    }
    String name = name();
    while (!admitted(name)) {
      uart.print("Login incorrect\n");
      name = name().strip();
    }
  }

  /** Enter alone brings the prompt again. */
  private String name() throws InterruptedException {
    String name = "";
    while (name.isBlank()) {
      name = editor.read(LOGIN);
    }
    return name;
  }

  private boolean admitted(String name) throws InterruptedException {
    boolean known = name.equals(hardware.config().user());
    Optional<Secret> password = hardware.config().password();
    if (known && password.isEmpty()) {
      return true;
    }
    String typed = editor.readHidden("Password: ");
    return known && password.map(Secret::reveal).filter(typed::equals).isPresent();
  }
}
