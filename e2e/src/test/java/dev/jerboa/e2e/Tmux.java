package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person at a terminal: keys go in, the screen is what they see. */
final class Tmux implements AutoCloseable {
  private static final Path SCREENS = VirtualLab.ROOT.resolve("e2e/target/screens");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Keeps the terminal open, so that the screen can be read after the end; outlives Ctrl-C. */
  private static final String AND_ITS_EXIT_CODE =
      "trap : INT; \"$@\"; echo \"ended with $?\"; exec tail -f /dev/null";

  private static final Pattern EXIT_CODE = Pattern.compile("ended with (\\d+)");
  private static final long POLL_NANOS = 50_000_000;

  private static final AtomicInteger TERMINALS = new AtomicInteger();

  /** Each has a server of its own: one that is ending refuses a new terminal. */
  private final String socket =
      "jerboa-e2e-%d-%d".formatted(ProcessHandle.current().pid(), TERMINALS.incrementAndGet());

  private final Map<String, String> environment;

  /** Starts a program in a terminal of its own. */
  Tmux(List<String> command, Path folder, Map<String, String> environment) throws Exception {
    this.environment = environment;
    List<String> start = new ArrayList<>(List.of("new-session", "-d", "-x", "120", "-y", "50"));
    start.addAll(List.of("-c", folder.toString(), "--", "sh", "-c", AND_ITS_EXIT_CODE, "sh"));
    start.addAll(command);
    tmux(start.toArray(String[]::new));
  }

  private String tmux(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-L", socket));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    assertEquals(0, process.exitValue(), () -> command + ": " + output);
    return output;
  }

  /** Types text as it is; a semicolon at its end would end the command of tmux. */
  Tmux type(String text) throws Exception {
    tmux("send-keys", "-l", "--", text.replaceFirst(";$", "\\\\;"));
    return this;
  }

  /** Types text and Enter. */
  Tmux enter(String text) throws Exception {
    return type(text).keys("Enter");
  }

  /** Types a line at a prompt, and waits for what it must show and for the prompt. */
  Tmux ask(String line, String answer, String prompt) throws Exception {
    return enter(line).shows(answer).endsWith(prompt);
  }

  /** Presses keys by their names, such as {@code C-c}. */
  Tmux keys(String... names) throws Exception {
    List<String> command = new ArrayList<>(List.of("send-keys"));
    command.addAll(List.of(names));
    tmux(command.toArray(String[]::new));
    return this;
  }

  /** Waits until the screen shows a text. */
  Tmux shows(String text) throws Exception {
    return shows("'" + text + "'", screen -> screen.contains(text));
  }

  /** Waits until the last line that is not empty is this one. */
  Tmux endsWith(String line) throws Exception {
    return shows("the last line '" + line + "'", screen -> screen.stripTrailing().endsWith(line));
  }

  private Tmux shows(String what, Predicate<String> fact) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!fact.test(screen())) {
      String last = screen();
      assertTrue(System.nanoTime() < end, () -> "the screen never showed " + what + ":\n" + last);
      LockSupport.parkNanos(POLL_NANOS);
    }
    return this;
  }

  /** Clears the screen, and waits until only the prompt is on it. */
  Tmux fresh(String prompt) throws Exception {
    keys("C-l");
    return shows("only the prompt", screen -> screen.strip().equals(prompt));
  }

  String screen() throws IOException {
    return tmux("capture-pane", "-p", "-J");
  }

  /** Keeps the screen as evidence. */
  Tmux keep(String name) throws Exception {
    Files.createDirectories(SCREENS);
    Files.writeString(SCREENS.resolve(name + ".txt"), screen().stripTrailing() + "\n");
    return this;
  }

  /** Waits until the program has ended, and returns its exit code. */
  int exitCode() throws Exception {
    shows("the end of the program", screen -> EXIT_CODE.matcher(screen).find());
    Matcher found = EXIT_CODE.matcher(screen());
    assertTrue(found.find());
    return Integer.parseInt(found.group(1));
  }

  @Override
  public void close() throws IOException {
    tmux("kill-server");
  }
}
