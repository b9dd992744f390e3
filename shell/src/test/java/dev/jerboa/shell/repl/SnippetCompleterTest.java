package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.shell.repl.SnippetParser.Word;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetCompleterTest {
  @Test
  void offersWhatPeopleWantFirstAndNothingOfEveryObject(@TempDir Path folder) throws Exception {
    try (Bench bench = new Bench(folder)) {
      List<LabObject> objects = LabObjects.of(bench.lab, event -> {}, List.of());
      try (SnippetEngine engine = new SnippetEngine(objects, String::valueOf)) {
        SnippetCompleter completer = new SnippetCompleter(engine.analysis(), objects, List.of());

        List<String> methods = completer.suggestions("storage.", 8);
        assertEquals("flash(", methods.getFirst());
        assertTrue(methods.contains("bootloaderShell()"));
        assertFalse(methods.contains("getClass()"));
        assertFalse(methods.contains("wait("));

        List<String> names = completer.suggestions("s", 1);
        assertEquals(List.of("stuck_power", "serial", "storage"), names.subList(0, 3));
        assertTrue(names.contains("seconds("));
      }
    }
  }

  @Test
  void theWordIsTheNameBeforeTheCursorOrTheCommand() {
    assertEquals("fla", new Word("storage.flash", 11).word());
    assertEquals("", new Word("storage.", 8).word());
    assertEquals("/tr", new Word("/tr", 3).word());
    assertEquals("b", new Word("a/b", 3).word());
  }
}
