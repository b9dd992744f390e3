package dev.jerboa.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFilesTest {
  @TempDir Path root;

  private LabFiles files() {
    return new LabFiles(LabFiles.folders(Map.of(), root.resolve("home"), root.resolve("etc")));
  }

  private Path write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x: 1\n");
  }

  @Test
  void foldersAreThoseOfTheUserThenOfTheMachineThenOfTheReference() {
    assertEquals(
        List.of(
            "home/.config/jerboa/exporters",
            "home/.config/jerboa",
            "etc/jerboa/exporters",
            "etc/jerboa",
            "home/.config/jumpstarter/exporters",
            "etc/jumpstarter/exporters"),
        LabFiles.folders(Map.of(), root.resolve("home"), root.resolve("etc")).stream()
            .map(folder -> root.relativize(folder).toString())
            .toList());
  }

  @Test
  void anAbsoluteXdgFolderCountsAndARelativeOneDoesNot() {
    Path xdg = root.resolve("xdg");
    assertEquals(
        xdg.resolve("jerboa/exporters"),
        LabFiles.folders(Map.of("XDG_CONFIG_HOME", xdg.toString()), root, root).getFirst());
    assertEquals(
        root.resolve(".config/jerboa/exporters"),
        LabFiles.folders(Map.of("XDG_CONFIG_HOME", "xdg"), root, root).getFirst());
  }

  @Test
  void aPathIsTakenAsItIs() throws IOException {
    Path file = write("some/lab.yml");
    assertEquals(file, files().locate(file.toString()));
  }

  @Test
  void theFirstFolderWithTheNameWins() throws IOException {
    Path reference = write("etc/jumpstarter/exporters/dut.yaml");
    assertEquals(reference, files().locate("dut"));
    Path machine = write("etc/jerboa/dut.yaml");
    assertEquals(machine, files().locate("dut"));
    Path user = write("home/.config/jerboa/exporters/dut.yaml");
    assertEquals(user, files().locate("dut"));
  }

  @Test
  @Tag("C1")
  void anUnknownNameListsFoldersAndSimilarNames() throws IOException {
    write("etc/jerboa/exporters/board-a.yaml");
    JerboaException e = assertThrows(JerboaException.class, () -> files().locate("bord-a"));
    assertEquals("config.not-found", e.code());
    assertTrue(
        e.getMessage().contains("\n  " + root.resolve("etc/jerboa/bord-a.yaml")), e.getMessage());
    assertTrue(e.getMessage().endsWith("\nsimilar names: board-a"), e.getMessage());
  }

  @Test
  @Tag("C1")
  void aPathThatIsNotThereIsNotSearchedElsewhere() throws IOException {
    write("etc/jerboa/x/dut.yaml");
    JerboaException e = assertThrows(JerboaException.class, () -> files().locate("x/dut"));
    assertEquals(2, e.getMessage().lines().count());
  }

  @Test
  void aFolderOrAnImpossibleNameIsNoFile() {
    for (String name : List.of(root.toString(), "a\0b", "")) {
      JerboaException e = assertThrows(JerboaException.class, () -> files().locate(name));
      assertEquals("config.not-found", e.code());
    }
  }
}
