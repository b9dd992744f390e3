package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.runtime.BoardShell;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.PowerHandle;
import dev.jerboa.runtime.SerialHandle;
import dev.jerboa.runtime.StorageHandle;
import dev.jerboa.runtime.UBootHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavadocsTest {
  /** Their names say all. */
  private static final Set<String> PLAIN = Set.of("toString", "tree", "close", "build");

  static Stream<String> methods() {
    return Stream.of(
            Lab.class,
            PowerHandle.class,
            SerialHandle.class,
            StorageHandle.class,
            UBootHandle.class,
            BoardShell.class,
            FlashRequest.Builder.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !PLAIN.contains(method.getName()))
        .map(JavadocsTest::call)
        .distinct();
  }

  /** Returns a call of a method, as far as its parenthesis. */
  private static String call(Method method) {
    String type = method.getDeclaringClass().getCanonicalName();
    return "((" + type + ") null)." + method.getName() + "(";
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodForScriptsIsExplained(String call) {
    try (SnippetEngine engine = new SnippetEngine(List.of(), String::valueOf)) {
      String text = new DocumentationKey(engine.analysis()).text(call, call.length());
      long signatures = text.lines().filter(line -> !line.startsWith(" ")).count();
      long sentences = text.lines().filter(line -> line.matches(" {4}[A-Z].*[.}]")).count();
      assertEquals(signatures, sentences, text);
    }
  }

  @Test
  void theCursorMayStandInOrBehindAName(@TempDir Path folder) throws Exception {
    try (Bench bench = new Bench(folder)) {
      List<LabObject> objects = LabObjects.of(bench.lab, event -> {}, List.of());
      try (SnippetEngine engine = new SnippetEngine(objects, String::valueOf)) {
        DocumentationKey key = new DocumentationKey(engine.analysis());
        String inside = key.text("power.cycle(", 8);
        assertEquals(key.text("power.cycle", 11), inside);
        assertEquals(key.text("power.cycle(", 12), inside);
        assertTrue(inside.startsWith("void PowerHandle.cycle()"), inside);
        assertTrue(inside.contains("\n    Switches off, waits 2 s, and switches on."), inside);
        assertTrue(key.text("power", 5).contains("PowerHandle"), key.text("power", 5));
        assertEquals("Nothing is known about this.", key.text("nonsense.x", 10));
      }
    }
  }

  @Test
  void ofOthersOnlyTheSignatureIsKnown() {
    assertEquals(Optional.empty(), new Javadocs().of("int String.length()"));
    assertEquals(Optional.empty(), new Javadocs().of("power:PowerHandle"));
  }
}
