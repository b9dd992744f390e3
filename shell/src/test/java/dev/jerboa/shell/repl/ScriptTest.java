package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void usesTheObjectsOfTheLab() throws IOException {
    assertEquals(0, bench.run("power.on();\npower.cycle(Duration.ZERO)"), bench::errors);
    assertEquals("on\noff\non\n", bench.file("power.log"));
  }

  @Test
  void findsEveryObjectArgumentsAndShorthands() throws IOException {
    String script =
        """
        #!/usr/bin/env -S jerboa run
        List<Object> all = List.of(lab, storage, uboot, power, stuck_power, serial, dut.power);
        FlashRequest request = FlashRequest.of(Path.of("os.img")).build();
        Files.writeString(Path.of(args[0]), all.size() + args[1] + seconds(3));
        """;
    assertEquals(0, bench.run(script, bench.path("out").toString(), "--x"), bench::errors);
    assertEquals("7--xPT3S", bench.file("out"));
  }

  @Test
  void theMarkThatSomeEditorsBeginWithIsNoCode() throws IOException {
    assertEquals(0, bench.run("\ufeff#!/usr/bin/jerboa run\npower.on();"), bench::errors);
  }

  @Test
  void aLongLineIsShownAroundItsError() throws IOException {
    assertEquals(65, bench.run("String s = \"" + "a".repeat(5000) + "\" + wrong;"));
    assertTrue(bench.errors().contains("…"), bench::errors);
    assertTrue(bench.errors().lines().allMatch(line -> line.length() < 200), bench::errors);
  }

  @Test
  void anErrorOfJerboaKeepsItsExitCodeMessageAndHint() throws IOException {
    assertEquals(8, bench.run("// a\n\nserial\n  .expect(\"never\", Duration.ofMillis(10));"));
    assertTrue(bench.errors().startsWith("error: The console did not show 'never'"));
    assertTrue(bench.errors().contains("hint: "));
    assertTrue(bench.errors().contains("(console.timeout, exit code 8)"));
    assertTrue(bench.errors().contains("at s.jsh:4: .expect(\"never\""), bench::errors);
  }

  @Test
  void anyOtherExceptionIsOneWithClassMessageAndInnermostLine() throws IOException {
    String script =
        """
        int zero = 0;

        // a method
        int divide() {
          // deep inside
          return 1 / zero;
        }

        int result =
            divide();
        """;
    assertEquals(1, bench.run(script));
    assertEquals(
        "error: java.lang.ArithmeticException: / by zero\n  at s.jsh:6: return 1 / zero;\n",
        bench.errors());
  }

  @Test
  void aCompileErrorShowsPlaceLineAndCaret() throws IOException {
    assertEquals(65, bench.run("int a = 1;\n\n/* b */ int c =\n    powr.hashCode();\n"));
    assertEquals(
        """
        s.jsh:4:5: error: cannot find symbol
          symbol:   variable powr
              powr.hashCode();
              ^
        """,
        bench.errors());
  }

  @Test
  void aScriptWithAnErrorOfSyntaxDoesNothing() throws IOException {
    assertEquals(65, bench.run("power.on();\nint a = ;\n"));
    assertTrue(bench.errors().startsWith("s.jsh:2:9: error: illegal start of expression\n"));
    assertEquals("", bench.file("power.log"));
  }

  @Test
  void aScriptThatEndsTooEarlyDoesNothing() throws IOException {
    assertEquals(66, bench.run("power.on();\n\n// c\nif (true) {\n  power.off();\n"));
    assertEquals("s.jsh:4:1: error: what begins here has no end\n  if (true) {\n", bench.errors());
    assertEquals("", bench.file("power.log"));
  }

  @Test
  void anErrorInALambdaOfSeveralLinesShowsItsLine() throws IOException {
    String script =
        """
        List.of(1, 0).forEach(n -> {
          int half = n / 2;

          System.out.print(1 / n);
        });
        """;
    assertEquals(1, bench.run(script));
    assertTrue(bench.errors().endsWith("at s.jsh:4: System.out.print(1 / n);\n"), bench::errors);
  }

  @Test
  void aCompileErrorInALambdaShowsPlaceLineAndCaret() throws IOException {
    assertEquals(65, bench.run("List.of(1).forEach(n -> {\n  int a = n;\n  powr.on();\n});\n"));
    assertEquals(
        """
        s.jsh:3:3: error: cannot find symbol
          symbol:   variable powr
            powr.on();
            ^
        """,
        bench.errors());
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    assertEquals(1, bench.run("int a = 0;\r\n\r\nint b = 1 / a;\r\n"));
    assertTrue(bench.errors().endsWith("at s.jsh:3: int b = 1 / a;\n"), bench::errors);
  }

  @Test
  void aFlashWithoutAnImageTouchesNothing() throws IOException {
    assertEquals(2, bench.run("storage.flash(f -> f.retries(1));"));
    assertTrue(bench.errors().startsWith("error: No image is named"), bench::errors);
    assertEquals("", bench.file("power.log"));
  }

  @Test
  void aMethodMayUseWhatIsDeclaredLater() throws IOException {
    String script =
        "void a() throws Exception { b(); }\nvoid b() throws Exception { power.on(); }\na();";
    assertEquals(0, bench.run(script), bench::errors);
    assertEquals("on\n", bench.file("power.log"));
  }

  @Test
  void aMethodThatUsesWhatIsNeverDeclaredDoesNotCompile() throws IOException {
    assertEquals(
        65,
        bench.run("void a() throws Exception {\n  power.on();\n  stroage.flash(\"x\");\n}\na();"));
    assertEquals(
        """
        s.jsh:3:3: error: cannot find symbol
          symbol:   variable stroage
            stroage.flash("x");
            ^
        """,
        bench.errors());
    assertEquals("", bench.file("power.log"));
  }

  @Test
  void aVariableOfAnUnknownTypeDoesNotCompile() throws IOException {
    assertEquals(65, bench.run("Nonsense n;\npower.on();"));
    assertTrue(bench.errors().startsWith("s.jsh:1:1: error: cannot find symbol"), bench::errors);
    assertEquals("", bench.file("power.log"));
  }

  @Test
  void systemExitEndsTheScriptAndRunsItsFinallyBlocks() throws IOException {
    String script = "try { System.exit(7); } finally { power.off(); }\npower.on();";
    assertEquals(7, bench.run(script), bench::errors);
    assertEquals("off\n", bench.file("power.log"));
  }

  @Test
  void loopsOverTypesOfTheScriptAreStillValidCode() throws IOException {
    String script =
        """
        interface Shape { int sign(); }
        record Round(int r) implements Shape { public int sign() { return 1; } }
        record Square(int a) implements Shape { public int sign() { return -1; } }
        int sum(int count) {
          int sum = 0;
          for (int i = 0; i < count; i++) {
            var shape = i % 2 == 0 ? new Round(i) : new Square(i);
            Shape same = shape;
            sum += i * same.sign();
          }
          return sum;
        }
        System.exit(sum(11)); // 0 - 1 + 2 ... + 10
        """;
    assertEquals(5, bench.run(script), bench::errors);
  }

  @Test
  void aScriptThatCannotBeReadIsAUsageError() {
    String missing = bench.path("missing.jsh").toString();
    JerboaException e = assertThrows(JerboaException.class, () -> Script.read(missing));
    assertEquals(2, e.exitCode());
    assertTrue(e.getMessage().contains("missing.jsh"));
  }

  @Test
  void theThreadKeepsItsClassLoader() throws IOException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    assertEquals(0, bench.run("int a = 1;"));
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }
}
