package dev.jerboa.shell.repl;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a person at the prompt what there is. */
final class ReplHelp {
  private static final String COMMANDS =
      """
      Type Java; Tab completes; a line that needs more lines asks for them.
        storage.flash("os.img.xz")           flashes and verifies
        power.cycle()                        switches off and on
        serial.expect("login:", seconds(60)) waits for text on the console
        uboot.run("printenv")                runs a command in the bootloader
      Ctrl-C   clears the line, or interrupts what runs (a flash powers the board off)
      /vars    lists the variables
      /trace   shows the stack of the last exception
      /help    shows this
      /exit    leaves, as does Ctrl-D; the board keeps its power""";

  private final PrintStream out;
  private final List<LabObject> objects;

  ReplHelp(PrintStream out, List<LabObject> objects) {
    this.out = out;
    this.objects = objects;
  }

  /** Says which variables there are, and which of them could not keep their name. */
  void welcome() {
    out.println(
        "Variables: "
            + objects.stream().map(LabObject::name).collect(Collectors.joining(", "))
            + ". /help tells more.");
    objects.stream()
        .filter(object -> !object.path().isEmpty() && !object.path().equals(object.name()))
        .forEach(object -> out.println("  " + object.path() + " is " + object.name() + " here"));
  }

  void variables() {
    objects.forEach(
        object ->
            out.printf(
                "  %-16s %-14s %s%n",
                object.name(),
                object.type().getSimpleName(),
                object.path().isEmpty() ? "" : object.value()));
  }

  void commands() {
    out.println(COMMANDS);
  }
}
