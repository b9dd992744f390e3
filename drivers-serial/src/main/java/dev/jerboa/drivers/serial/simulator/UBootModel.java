package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** U-Boot from power-on to the start of a kernel. */
final class UBootModel {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Pattern ASSIGNMENT = Pattern.compile("(?<name>\\w+)=(?<value>.*)");
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final Hardware hardware;
  private final UartLine uart;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final UBootMemory memory;
  private final UBootNetwork network;
  private boolean kernelStarts;

  UBootModel(Hardware hardware) {
    this.hardware = hardware;
    this.uart = hardware.uart();
    this.memory = new UBootMemory(uart, environment);
    this.network = new UBootNetwork(hardware, environment, memory);
    environment.put("bootdelay", Integer.toString(hardware.config().bootdelay()));
    environment.put("?", "0");
    environment.put("fdtcontroladdr", UBootMemory.OWN_TREE);
  }

  /** Returns when a kernel starts. */
  void run() throws InterruptedException {
    uart.print(hardware.config().banner());
    hang();
    if (!stopped()) {
      uart.print("\nStarting kernel ...\n\n");
      return;
    }
    LineEditor editor = new LineEditor(uart, "<INTERRUPT>");
    String last = "";
    while (!kernelStarts) {
      String line = editor.read(hardware.config().prompt());
      last = line.isEmpty() ? last : line; // Enter alone repeats: common/cli_hush.c
      execute(last);
    }
    uart.print("\nStarting kernel ...\n\n");
  }

  private void hang() throws InterruptedException {
    Optional<Fault> slow = hardware.faults().strike(Kind.SLOW_PROMPT);
    if (slow.isPresent()) {
      Thread.sleep(slow.get().after());
    }
    if (hardware.faults().strike(Kind.NO_PROMPT).isPresent()) {
      Thread.sleep(Duration.ofDays(365));
    }
  }

  /** Counts down, and returns whether the count was stopped from the console. */
  private boolean stopped() throws InterruptedException {
    int delay = hardware.config().bootdelay();
    if (delay == -2 || hardware.faults().strike(Kind.NO_STOP).isPresent()) {
      return false;
    }
    Optional<String> text = hardware.config().stopText();
    uart.print(text.isEmpty() ? "Hit any key to stop autoboot: " : "Autoboot in seconds: ");
    boolean stopped = false;
    for (int left = Math.max(0, delay); left >= 0 && !stopped; left--) {
      uart.print(" " + left);
      stopped = typed(text.orElse(""), left == 0 ? Duration.ofMillis(1) : SECOND);
    }
    uart.print("\n");
    return stopped;
  }

  /** Returns whether this text, or any key where it is empty, is typed in time. */
  private boolean typed(String wanted, Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    StringBuilder typed = new StringBuilder();
    while (System.nanoTime() < end) {
      uart.key(Duration.ofNanos(end - System.nanoTime())).ifPresent(typed::append);
      if (!typed.isEmpty() && typed.toString().endsWith(wanted)) {
        return true;
      }
    }
    return false;
  }

  private void execute(String line) throws InterruptedException {
    for (String command : UBootLine.commands(line)) {
      List<String> words = UBootLine.words(command, values());
      if (!words.isEmpty() && !kernelStarts) {
        environment.put("?", Integer.toString(run(words)));
      }
    }
  }

  private Map<String, String> values() {
    Map<String, String> values = new HashMap<>(environment);
    values.putAll(variables);
    if (!hardware.config().hush()) {
      values.remove("?");
    }
    return values;
  }

  private int run(List<String> words) throws InterruptedException {
    List<String> arguments = words.subList(1, words.size());
    Matcher assignment = ASSIGNMENT.matcher(words.getFirst());
    if (hardware.config().hush() && assignment.matches()) {
      variables.put(assignment.group("name"), assignment.group("value"));
      return OK;
    }
    return switch (words.getFirst()) {
      case "echo" -> echo(arguments);
      case "printenv" -> printenv(arguments);
      case "setenv" -> setenv(arguments);
      case "version" -> say("U-Boot 2025.01 (simulated)\n");
      case "dhcp" -> network.dhcp();
      case "tftpboot" -> network.tftpboot(arguments);
      case "crc32" -> memory.crc32(arguments);
      case "booti", "bootm" -> boot(memory.startable(words));
      case "reset" -> throw new BoardReset();
      default -> unknown(words.getFirst());
    };
  }

  private int say(String text) {
    uart.print(text);
    return OK;
  }

  private int echo(List<String> words) {
    return say(String.join(" ", words) + "\n");
  }

  /** Prints all that are named, and fails if one is not defined (cmd/nvedit.c, do_env_print). */
  private int printenv(List<String> names) {
    int failed = 0;
    for (String name : names) {
      failed += printenv(name) == OK ? 0 : 1;
    }
    return failed == 0 ? OK : FAILED;
  }

  private int printenv(String name) {
    String value = environment.get(name);
    if (value == null || name.equals("?")) {
      uart.print("## Error: \"" + name + "\" not defined\n");
      return FAILED;
    }
    return say(name + "=" + value + "\n");
  }

  private int setenv(List<String> arguments) {
    if (arguments.isEmpty()) {
      return FAILED;
    }
    if (arguments.size() == 1) {
      environment.remove(arguments.getFirst());
    } else {
      environment.put(
          arguments.getFirst(), String.join(" ", arguments.subList(1, arguments.size())));
    }
    return OK;
  }

  private int boot(boolean startable) {
    kernelStarts = startable;
    return startable ? OK : FAILED;
  }

  private int unknown(String command) {
    uart.print("Unknown command '" + command + "' - try 'help'\n");
    return FAILED;
  }
}
