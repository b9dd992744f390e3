package dev.jerboa.runtime.dialog;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A U-Boot prompt: hush or the simple parser, a few commands, and a line editor that takes Ctrl-U
 * and Ctrl-C.
 */
class FakeUBoot extends FakeTerminal {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$\\?");

  final Map<String, String> env = new ConcurrentHashMap<>(Map.of("baudrate", "115200"));
  private final String prompt;
  private final boolean hush;
  private boolean stopped;
  private int status;

  FakeUBoot(String prompt, boolean hush) {
    this.prompt = prompt;
    this.hush = hush;
  }

  /** Starts at the prompt, as after autoboot was stopped. */
  static FakeUBoot stopped(String prompt) {
    FakeUBoot board = new FakeUBoot(prompt, true);
    board.stopped = true;
    board.start();
    return board;
  }

  /** Prints what comes before the prompt can be had. */
  void powerOn() {
    show("\r\nU-Boot 2023.01 (Jan 10 2023)\r\n\r\nDRAM:  2 GiB\r\nNet:   eth0: eth@1\r\n");
    show("Hit any key to stop autoboot:  2 ");
  }

  @Override
  synchronized void accept(String text) {
    if (!stopped) {
      stopped = true;
      show("\b\b\b 0 \r\n");
      showPrompt();
      return;
    }
    super.accept(text);
  }

  void showPrompt() {
    show(prompt);
  }

  @Override
  String interrupted() {
    return "<INTERRUPT>\r\n" + prompt;
  }

  @Override
  void run(String text) {
    for (String command : text.split(";", -1)) {
      execute(expand(command.strip()));
    }
    showPrompt();
  }

  private String expand(String command) {
    Matcher matcher = VARIABLE.matcher(command);
    return matcher.replaceAll(
        found -> {
          if (found.group(1) == null) {
            return hush ? String.valueOf(status) : Matcher.quoteReplacement("$?");
          }
          return Matcher.quoteReplacement(env.getOrDefault(found.group(1), ""));
        });
  }

  private void execute(String command) {
    String[] words = command.split(" +", -1);
    if (hush && words[0].matches("\\w+=.*")) {
      env.put(
          words[0].substring(0, words[0].indexOf('=')),
          words[0].substring(words[0].indexOf('=') + 1));
      return;
    }
    status = 0;
    switch (words[0]) {
      case "" -> {}
      case "echo" -> show(command.substring(Math.min(command.length(), 5)) + "\r\n");
      case "false" -> status = 1;
      case "setenv" -> setenv(words);
      case "printenv" -> printenv(words);
      default -> status = other(words);
    }
  }

  private void setenv(String[] words) {
    if (words.length == 2) {
      env.remove(words[1]);
    } else {
      env.put(words[1], words[2]);
    }
  }

  private void printenv(String[] words) {
    if (words.length == 1) {
      new TreeMap<>(env).forEach((name, value) -> show(name + "=" + value + "\r\n"));
    } else if (env.containsKey(words[1])) {
      show(words[1] + "=" + env.get(words[1]) + "\r\n");
    } else {
      show("## Error: \"" + words[1] + "\" not defined\r\n");
      status = 1;
    }
  }

  /** A command of the test's own; U-Boot's answer to an unknown one otherwise. */
  int other(String... words) {
    show("Unknown command '" + words[0] + "' - try 'help'\r\n");
    return 1;
  }
}
