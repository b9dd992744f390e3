package dev.jerboa.shell.repl;

import dev.jerboa.shell.repl.LabObject.Group;
import dev.jerboa.shell.repl.LabObject.Single;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a person at the prompt what there is. */
final class ReplHelp {
  private static final String JAVA =
      """
      Type Java; Tab completes; a line that needs more lines asks for them.
        storage.flash("os.img.xz")             flashes and verifies
        power.cycle()                          switches off and on
        serial.expect("login:", seconds(60))   waits for text on the console
        uboot.run("printenv")                  runs a command in the bootloader
        storage.busyboxShell()                 types on the board; Ctrl-B three times leaves
        var sh = storage.busyboxShell()        the same for programs: sh.run("uname -a")
      Keys
        F1 or Alt-H     tells about the method at the cursor
        Ctrl-C          clears the line, or interrupts what runs (a flash powers the board off)
        Ctrl-D          leaves; the board keeps its power
      Commands""";

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
    mappings(objects, "", "");
  }

  private void mappings(List<LabObject> level, String pathBefore, String nameBefore) {
    for (LabObject object : level) {
      String name = nameBefore + object.name();
      boolean renamed = !object.path().equals(pathBefore + object.name());
      if (renamed && !object.path().isEmpty()) {
        out.println("  " + object.path() + " is " + name + " here");
      }
      if (object instanceof Group group) {
        mappings(group.fields(), group.path() + ".", name + ".");
      }
    }
  }

  /** Lists the objects of the lab, then what the session has declared, with its values. */
  void variables(Map<String, String> declared) {
    objects.forEach(object -> variable(object, ""));
    declared.forEach((name, value) -> out.printf("  %-24s = %s%n", name, firstLine(value)));
  }

  private void variable(LabObject object, String before) {
    switch (object) {
      case Single one ->
          out.printf(
              "  %-24s %s%n",
              before + one.name(),
              one.name().equals("lab") ? "the configuration, with everything in it" : one.value());
      case Group group ->
          group.fields().forEach(field -> variable(field, before + group.name() + "."));
    }
  }

  private static String firstLine(String value) {
    return value.lines().findFirst().orElse("");
  }

  void commands(Commands commands) {
    out.println(JAVA);
    out.print(commands.help());
  }
}
