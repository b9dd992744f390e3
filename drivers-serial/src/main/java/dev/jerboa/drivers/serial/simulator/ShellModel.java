package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Applet.Call;
import dev.jerboa.drivers.serial.simulator.Applet.Running;
import dev.jerboa.drivers.serial.simulator.ShellText.Connector;
import dev.jerboa.drivers.serial.simulator.ShellText.Definition;
import dev.jerboa.drivers.serial.simulator.ShellText.Group;
import dev.jerboa.drivers.serial.simulator.ShellText.Loop;
import dev.jerboa.drivers.serial.simulator.ShellText.Piece;
import dev.jerboa.drivers.serial.simulator.ShellText.Pipeline;
import dev.jerboa.drivers.serial.simulator.ShellText.Simple;
import dev.jerboa.drivers.serial.simulator.ShellText.Substitution;
import dev.jerboa.drivers.serial.simulator.ShellText.Text;
import dev.jerboa.drivers.serial.simulator.ShellText.Word;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shell of the flasher OS: it plays the commands that the applets know, in this program.
 *
 * <p>A pipe is pulled from its end, so that a pipeline runs on one thread in little memory.
 */
final class ShellModel {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+|\\?))");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?s)(?<name>[A-Za-z_]\\w*)=(?<value>.*)");
  private static final int ARGUMENTS = 9;
  private static final int MISUSE = 2;
  private static final int NOT_FOUND = 127;

  private final UartLine uart;
  private final Applets applets;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, ShellText> functions = new HashMap<>();

  ShellModel(UartLine uart, Applets applets, String prompt) {
    this.uart = uart;
    this.applets = applets;
    variables.put("PS1", prompt);
    variables.put("?", "0");
  }

  String prompt() {
    return variables.get("PS1");
  }

  /** Plays a line. */
  void execute(String line) throws InterruptedException {
    try {
      int _ = run(ShellParser.parse(line), InputStream.nullInputStream(), new Console());
    } catch (IllegalArgumentException e) {
      uart.print("sh: syntax error: " + e.getMessage() + "\n");
      variables.put("?", Integer.toString(MISUSE));
    } catch (IOException e) {
      throw new IllegalStateException("the console took a text and failed: " + e.getMessage(), e);
    }
  }

  /** The console as the end of a pipeline. */
  private final class Console extends OutputStream {
    @Override
    public void write(int character) {
      uart.print(String.valueOf((char) (character & 0xff)));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      uart.print(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    }
  }

  private int run(Group group, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    for (Pipeline pipeline : group.pipelines()) {
      boolean good = variables.get("?").equals("0");
      boolean skipped =
          (pipeline.connector() == Connector.AND && !good)
              || (pipeline.connector() == Connector.OR && good);
      if (!skipped) {
        variables.put("?", Integer.toString(run(pipeline, in, out)));
      }
    }
    return Integer.parseInt(variables.get("?"));
  }

  private int run(Pipeline pipeline, InputStream input, OutputStream out)
      throws IOException, InterruptedException {
    List<Running> stages = new ArrayList<>();
    InputStream in = input;
    for (ShellText stage : pipeline.stages()) {
      Running running = start(stage, in);
      stages.add(running);
      in = running.out();
    }
    in.transferTo(out);
    List<Integer> statuses = stages.stream().map(stage -> stage.status().getAsInt()).toList();
    Optional<Integer> failed = statuses.stream().filter(status -> status != 0).findFirst();
    return applets.pipesFail() ? failed.orElse(0) : statuses.getLast();
  }

  private Running start(ShellText stage, InputStream in) throws IOException, InterruptedException {
    return switch (stage) {
      case Loop loop -> Running.of(0, applets.loop(loop.text()));
      case Group group -> group(group, in);
      case Definition definition -> define(definition);
      case Simple simple -> simple(simple, in);
    };
  }

  private Running define(Definition definition) {
    functions.put(definition.name(), definition.body());
    return Running.of(0, "");
  }

  private Running call(ShellText function, List<String> words, InputStream in)
      throws IOException, InterruptedException {
    Map<String, String> before = new HashMap<>();
    for (int i = 1; i <= ARGUMENTS; i++) {
      String name = Integer.toString(i);
      before.put(name, variables.getOrDefault(name, ""));
      variables.put(name, i < words.size() ? words.get(i) : "");
    }
    Running running = start(function, in);
    variables.putAll(before);
    return running;
  }

  private Running group(Group group, InputStream in) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = run(group, in, out);
    return new Running(new ByteArrayInputStream(out.toByteArray()), () -> status);
  }

  private Running simple(Simple simple, InputStream in) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Word word : simple.words()) {
      words.add(expand(word));
    }
    Matcher assignment = ASSIGNMENT.matcher(words.getFirst());
    if (assignment.matches()) {
      variables.put(assignment.group("name"), assignment.group("value"));
      return Running.of(substitutes(simple) ? Integer.parseInt(variables.get("?")) : 0, "");
    }
    Running running = command(words, in, simple.redirects().hidesErrors());
    return simple.redirects().hidesOutput() ? hidden(running) : running;
  }

  /** An assignment has the status of the command whose output it takes (POSIX XCU 2.9.1). */
  private static boolean substitutes(Simple simple) {
    return simple.words().getFirst().pieces().stream().anyMatch(Substitution.class::isInstance);
  }

  private Running command(List<String> words, InputStream in, boolean silent)
      throws IOException, InterruptedException {
    String name = words.getFirst();
    ShellText function = functions.get(name);
    if (function != null) {
      return call(function, words, in);
    }
    if (name.equals("sh")) {
      return group(ShellParser.parse(text(in)), InputStream.nullInputStream());
    }
    if (name.equals("read")) {
      return read(words.getLast(), in);
    }
    Call call =
        new Call(
            words.subList(1, words.size()), in, silent ? text -> {} : text -> uart.print(text));
    Optional<Applet> applet = applets.find(name);
    return applet.isPresent()
        ? applet.get().start(call)
        : call.fail(NOT_FOUND, "sh: " + name + ": not found");
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Reads no further than the end of the line, as a shell must: others may read what follows. */
  private Running read(String variable, InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = in.read();
    }
    variables.put(variable, line.toString());
    return Running.of(next < 0 ? 1 : 0, "");
  }

  private static Running hidden(Running running) throws IOException {
    running.out().transferTo(OutputStream.nullOutputStream());
    return new Running(InputStream.nullInputStream(), running.status());
  }

  private String expand(Word word) throws IOException, InterruptedException {
    StringBuilder expanded = new StringBuilder();
    for (Piece piece : word.pieces()) {
      expanded.append(
          switch (piece) {
            case Text text -> text.expands() ? expand(text.text()) : text.text();
            case Substitution output ->
                text(group(output.commands(), InputStream.nullInputStream()).out()).stripTrailing();
          });
    }
    return expanded.toString();
  }

  private String expand(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(1) != null ? match.group(1) : match.group(2);
              return Matcher.quoteReplacement(variables.getOrDefault(name, ""));
            });
  }
}
