package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.CancelledException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an interrupt of the thread that runs a script does: this is what a signal sends. */
@Timeout(120)
class InterruptTest {
  private static final Duration PROMPT = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Interrupts this thread when something holds, and returns the exit code of the script. */
  private int interruptedWhen(Callable<Boolean> fact, String script) throws Exception {
    Thread running = Thread.currentThread();
    CompletableFuture<Long> at = new CompletableFuture<>();
    Thread sender =
        Thread.startVirtualThread(
            () -> {
              try {
                Bench.await("the script waits", fact);
                at.complete(System.nanoTime());
              } catch (Exception | AssertionError e) {
                at.completeExceptionally(e);
              }
              running.interrupt();
            });
    int code = bench.run(script);
    Duration took = Duration.ofNanos(System.nanoTime() - at.join());
    boolean _ = Thread.interrupted();
    sender.join();
    assertTrue(took.compareTo(PROMPT) < 0, () -> "ended only after " + took);
    return code;
  }

  @Test
  void endsADriverThatWaits() throws Exception {
    String script =
        "try { stuck_power.on(); } finally { Files.createFile(Path.of(\"%s\")); }"
            .formatted(bench.path("cleanup"));
    int code = interruptedWhen(() -> bench.path("stuck").toFile().exists(), script);
    assertEquals(130, code, bench::errors);
    assertTrue(bench.path("cleanup").toFile().exists());
    assertTrue(bench.errors().contains("at s.jsh:1: try { stuck_power.on()"), bench::errors);
  }

  @Test
  void endsALoopThatWaitsForNothing() throws Exception {
    String script = "boolean on = false;\nwhile (true) {\n  if (!on) power.on();\n  on = true;\n}";
    assertEquals(130, interruptedWhen(() -> !bench.file("power.log").isEmpty(), script));
    assertTrue(bench.errors().contains("at s.jsh:"), bench::errors);
  }

  @Test
  @Tag("G19")
  void endsAFlashWithThePowerOff() throws Exception {
    String script = "storage.flash(\"%s\");".formatted(bench.path("os.img"));
    int code = interruptedWhen(() -> bench.file("power.log").endsWith("on\n"), script);
    assertEquals(130, code, bench::errors);
    assertTrue(bench.file("power.log").endsWith("on\noff\n"), bench::errors);
  }

  @Test
  void endsTheScriptEvenIfTheSnippetTookNoNotice() throws Exception {
    String script = "Thread.currentThread().interrupt();\npower.on();";
    assertThrows(CancelledException.class, () -> bench.run(script));
    assertTrue(Thread.interrupted());
    assertEquals("", bench.file("power.log"));
  }

  @Test
  void ofTheEngineEndsTheSnippetOnlyAndOnce() throws Exception {
    List<LabObject> objects = LabObjects.of(bench.lab, event -> {}, List.of());
    try (SnippetEngine engine = new SnippetEngine(objects, String::valueOf)) {
      assertFalse(engine.interrupt(), "nothing runs");
      CompletableFuture<List<Boolean>> sent =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  Bench.await("the switch hangs", () -> bench.path("stuck").toFile().exists());
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                return List.of(engine.interrupt(), engine.interrupt());
              });
      String leavesTheFlag =
          "try { stuck_power.on(); } finally { Thread.currentThread().interrupt(); }";
      Source source = new Source("", leavesTheFlag);
      Outcome outcome = engine.eval(source.pieces(engine.analysis()).getFirst());
      assertEquals(InterruptedException.class, ((Outcome.Threw) outcome).error().getClass());
      assertEquals(List.of(true, false), sent.join());
      assertFalse(Thread.interrupted(), "the interrupt was for the snippet");
      Source next = new Source("", "power.read()");
      assertTrue(engine.eval(next.pieces(engine.analysis()).getFirst()) instanceof Outcome.Done);
    }
  }
}
