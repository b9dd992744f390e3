package dev.jerboa.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
  private static final Path HOME = Path.of(System.getProperty("user.home"));

  @Test
  void withoutAnEnvironmentTheFoldersAreInTheHome() {
    Folders folders = Folders.of(Map.of());
    assertEquals(HOME.resolve(".config/jerboa"), folders.config());
    assertEquals(HOME.resolve(".cache/jerboa"), folders.cache());
    assertEquals(HOME.resolve(".local/state/jerboa"), folders.state());
  }

  @Test
  void theSpecificationsVariablesMoveThem() {
    Folders folders = Folders.of(Map.of("XDG_CACHE_HOME", "/c", "XDG_STATE_HOME", "relative"));
    assertEquals(Path.of("/c/jerboa"), folders.cache());
    assertEquals(HOME.resolve(".local/state/jerboa"), folders.state());
  }

  @Test
  void ourOwnVariablesComeFirstAndMayBeRelative() {
    Folders folders =
        Folders.of(
            Map.of("XDG_STATE_HOME", "/s", "JERBOA_STATE_HOME", "here", "XDG_CACHE_HOME", ""));
    assertTrue(folders.state().isAbsolute() && folders.state().endsWith("here"));
    assertEquals(HOME.resolve(".cache/jerboa"), folders.cache());
  }
}
