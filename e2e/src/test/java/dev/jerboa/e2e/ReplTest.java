package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The prompt as a person uses it, in a terminal and on the virtual board. */
class ReplTest {
  private static final String PROMPT = "jerboa>";
  private static final String MORE = "...>";

  private VirtualLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = new VirtualLab().slowDisk(4 * VirtualLab.MIB);
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  private Tmux shell() throws Exception {
    return new Tmux(lab.command("shell"), lab.folder(), lab.environment()).endsWith(PROMPT);
  }

  @Test
  void helpsWhileTypingAndSavesWhatRanWell() throws Exception {
    try (Tmux tmux = shell()) {
      tmux.shows("Variables: lab, power, serial, storage, uboot.").keep("start");
      tmux.type("storage.").keys("Tab").shows("busyboxShell()").keep("completion");
      assertFalse(tmux.screen().contains("hashCode"));
      tmux.type("fl").keys("Tab").shows("storage.flash(").keys("F1");
      tmux.shows("Flashes an image to the default target").keep("documentation");
      tmux.keys("C-c").fresh(PROMPT);

      tmux.ask("int twice(int n) {", "{", MORE).ask("return 2 * n;", ";", MORE);
      tmux.ask("}", "}", PROMPT).ask("twice(21)", "\n42\n", PROMPT).keep("multi-line");
      tmux.ask("storage.flash(\"nowhere.img\")", "hint: ", PROMPT).shows("error: ").keep("error");
      assertEquals(List.of(), lab.emulators(), "the board was not touched");

      tmux.fresh(PROMPT).ask("power.on()", "on()", PROMPT).ask("power.read()", "\non\n", PROMPT);
      tmux.ask("/save bringup.jsh", "Saved 4 snippets.", PROMPT);
      tmux.ask("/save bringup.jsh", "hint: Choose another name", PROMPT).keep("save");
      tmux.ask("power.off()", "off()", PROMPT).enter("/exit");
      assertEquals(0, tmux.exitCode());
    }
    assertEquals(List.of(), lab.emulators());
    lab.run("run", "bringup.jsh").expect(0);
    assertEquals(1, lab.emulators().size(), "the script has switched the board on");
  }

  @Test
  @Tag("X1")
  void controlCInAFlashPowersOffAndKeepsTheSession() throws Exception {
    Path image = lab.image("some.img", 20 * VirtualLab.MIB);
    try (Tmux tmux = shell()) {
      tmux.enter("storage.flash(\"" + image + "\")").shows("Write the image").shows("MB/s");
      assertEquals(1, lab.emulators().size());
      tmux.keys("C-c").shows("error: ").shows("interrupted").endsWith(PROMPT).keep("control-c");
      assertEquals(List.of(), lab.emulators(), "the power is off");
      tmux.fresh(PROMPT).ask("power.read()", "\noff\n", PROMPT);
      tmux.keys("C-d");
      assertEquals(0, tmux.exitCode());
    }
    try (Tmux tmux = shell()) {
      tmux.keys("Up", "Up").shows("storage.flash(\"" + image + "\")").keep("history");
      tmux.keys("Enter").shows("Flashed and verified").endsWith(PROMPT).keep("flash");
      lab.assertHolds("disk.img", image);
      tmux.keys("C-d");
      assertEquals(0, tmux.exitCode());
    }
  }

  @Test
  void aShellOfTheBoardIsATerminalOrAnObject() throws Exception {
    try (Tmux tmux = shell()) {
      tmux.ask("uboot.run(\"version\")", "U-Boot 20", PROMPT).keep("uboot");
      tmux.enter("storage.busyboxShell()").shows("Ctrl-B three times leaves").endsWith("#");
      tmux.enter("uname -m").shows("\naarch64").endsWith("#").enter("sleep 1000");
      tmux.shows("# sleep 1000").keys("C-c").shows("^C").keep("busybox-shell");
      tmux.keys("C-b", "C-b", "C-b").endsWith(PROMPT).fresh(PROMPT);

      tmux.ask("var sh = storage.busyboxShell()", "sh = busybox shell: run(command)", PROMPT);
      tmux.ask("sh.run(\"echo $((6 * 7))\")", "\n42\n", PROMPT).keep("session");
      tmux.ask("sh.run(\"false\")", "'false' ended with status 1", PROMPT);
      tmux.ask("power.off()", "off()", PROMPT).ask("/save board.jsh", "Saved ", PROMPT);
      tmux.keys("C-d");
      assertEquals(0, tmux.exitCode());
    }
    assertTrue(Files.readString(lab.file("board.jsh")).contains("sh.run(\"echo $((6 * 7))\");"));
    assertEquals(List.of(), lab.emulators());
  }
}
