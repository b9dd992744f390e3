package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Types on a terminal made of pipes and reads what it shows. */
@Timeout(120)
class ReplTest {
  private static final String CTRL_C = "\u0003";
  private static final String UP = "\u001b[A";

  @TempDir private Path folder;
  private Bench bench;
  private PipedOutputStream keys;
  private ByteArrayOutputStream screen;
  private CompletableFuture<Integer> ended;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(folder);
    start();
  }

  private void start() throws Exception {
    keys = new PipedOutputStream();
    screen = new ByteArrayOutputStream();
    PipedInputStream input = new PipedInputStream(keys);
    ended = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> session(input));
    shows("jerboa> ");
  }

  private void session(PipedInputStream input) {
    try (Terminal terminal =
            new ExternalTerminal("test", "ansi", input, screen, StandardCharsets.UTF_8);
        Repl repl =
            new Repl(
                bench.lab,
                event -> {},
                new Repl.Screen(terminal, Bench.PLAIN),
                bench.path("state/repl-history"))) {
      terminal.setSize(Size.of(100, 30));
      ended.complete(repl.loop());
    } catch (IOException | RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  @AfterEach
  void close() throws Exception {
    keys.close();
    int _ = ended.get(60, TimeUnit.SECONDS);
    bench.close();
  }

  private void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** Types, and waits until the screen shows something new. */
  private void type(String text, String answer) throws Exception {
    screen.reset();
    type(text);
    shows(answer);
  }

  private void shows(String text) throws Exception {
    Bench.await("the screen shows: " + text, () -> ended.isDone() || seen().contains(text));
    assertTrue(seen().contains(text), this::seen);
  }

  private String seen() {
    return screen.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]|\r", "");
  }

  @Test
  void answersAndLeavesWithControlD() throws Exception {
    type("21 * 2\r", "\n42");
    type("int a = 3\r", "\na = 3");
    type("power.read()\r", "\non");
    type("\u0004");
    assertEquals(0, ended.get(60, TimeUnit.SECONDS));
  }

  @Test
  void asksForMoreLines() throws Exception {
    type("int f() {\r", "...> ");
    type("return 1 / 0;\r", "...> ");
    type("}\r", "jerboa> ");
    type("f()\r", "error: java.lang.ArithmeticException: / by zero");
    shows("at line 2: return 1 / 0;");
    type("/trace\r", "at dev.jerboa.shell");
  }

  @Test
  void showsErrorsOfJerboaAndOfTheCompiler() throws Exception {
    type("serial.expect(\"x\", Duration.ofMillis(1))\r", "(console.timeout, exit code 8)");
    type("poer.on()\r", "symbol:   variable poer");
    type("void g() { h(); }\r", "can be used when this is declared: method h()");
  }

  @Test
  void tellsMappedNamesAndListsVariables() throws Exception {
    shows("stuck-power is stuck_power here");
    type("int mine = 3\r", "mine = 3");
    type("/vars\r", "dut.power ");
    shows("mine                     = 3");
    type("/help\r", "/exit");
    type("/exit\r");
    assertEquals(0, ended.get(60, TimeUnit.SECONDS));
  }

  @Test
  void savesWhatRanWellAsAScriptAndOpensIt() throws Exception {
    Path script = bench.path("saved.jsh");
    type("int a = 20\r", "a = 20");
    type("b\r", "symbol:   variable b");
    type("power.read()\r", "\non");
    type("int twice(int n) {\r", "...> ");
    type("return 2 * n; }\r", "jerboa> ");
    type("power.on(); a += twice(1)\r", "\n22");
    type("power.off() // now\r", "jerboa> ");
    type("new Object() { }.hashCode() * 0\r", "\n0");
    type("/save " + script + "\r", "Saved 7 snippets.");
    assertEquals(
        """
        int a = 20;
        power.read();
        int twice(int n) {
        return 2 * n; }
        power.on();
        a += twice(1);
        power.off() // now
        ;
        new Object() { }.hashCode() * 0;
        """,
        Files.readString(script));
    assertEquals(0, bench.run(Files.readString(script)), bench::errors);
    type("/save " + script + "\r", "overwrite it with: /save -f " + script);
    type("a = 0\r", "\n0");
    type("/save -f " + script + "\r", "Saved 8 snippets.");
    Files.writeString(script, "int c = a + 5;\npower.on();\n\nserial.nonsense();\n");
    type("/open " + script + "\r", "saved.jsh:4:7: error: cannot find symbol");
    type("c\r", "\n5");
    assertEquals("on\noff\non\noff\non\n", bench.file("power.log"));
    type("/open nowhere.jsh\r", "Cannot read the script");
    type("/open\r", "hint: Name one");
  }

  @Test
  void completesAndCorrectsCommands() throws Exception {
    type("/sa\t", "/save");
    type(" " + bench.path("os") + "\t", "os.img");
    type(CTRL_C, "jerboa> ");
    type("/trac\r", "Did you mean /trace?");
  }

  @Test
  void aKeyTellsAboutTheMethod() throws Exception {
    type("power.cyc", "power.cyc");
    type("le\u001bh", "Switches off, waits 2 s, and switches on.");
    type(CTRL_C, "jerboa> ");
  }

  @Test
  void anErrorOfOneLineIsSaidOnce() throws Exception {
    type("storage.flash(f -> f.retries(1))\r", "error: No image is named");
    shows("hint: Name an image file.");
    shows("(usage.no-image");
    type("/trace\r", "at dev.jerboa.api");
    assertTrue(!seen().contains("at line 1"), this::seen);
  }

  @Test
  void controlCEndsTheSnippetAndTheSessionGoesOn() throws Exception {
    type("stuck_power.on()\r");
    Bench.await("the switch hangs", () -> Files.exists(bench.path("stuck")));
    type(CTRL_C, "error: The code was interrupted");
    type("40 + 2\r", "\n42");
  }

  @Test
  void controlCClearsTheLine() throws Exception {
    type("power.cyc", "power.cyc");
    type(CTRL_C, "jerboa> ");
    type("7 * 6\r", "\n42");
  }

  @Test
  void systemExitLeavesWithItsStatus() throws Exception {
    type("System.exit(9)\r");
    assertEquals(9, ended.get(60, TimeUnit.SECONDS));
  }

  @Test
  void theHistoryIsKeptForThisUserOnly() throws Exception {
    type("int first = 1\r", "\nfirst = 1");
    type("/exit\r");
    assertEquals(0, ended.get(60, TimeUnit.SECONDS));
    Path history = bench.path("state/repl-history");
    assertTrue(Files.readString(history).contains("int first = 1"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
    start();
    type(UP + UP + "\r", "\nfirst = 1");
  }
}
