package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plugins of third parties flash the virtual board, and broken ones beside them harm nothing. */
class PluginFlashTest {
  private static final String PORT = "5580";

  /** A plain plugin in a folder switches the power, a modular jar is the board. */
  @Test
  void theExamplesFlashTheBoard() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      Path plugins = Files.createDirectory(lab.file("plugins"));
      Path pdu = PluginProjects.example("acme-pdu").resolve("target/acme-pdu");
      Files.createSymbolicLink(plugins.resolve("acme-pdu"), pdu);
      Path board = PluginProjects.example("acme-board").resolve("target/acme-board-0.1.0.jar");
      Files.copy(board, plugins.resolve("acme-board.jar"));
      Files.writeString(plugins.resolve("text.jar"), "this is no jar");
      Files.createDirectory(plugins.resolve("empty"));
      lab.saveAs("qemu.yaml");
      lab.replace("type: flasher", "type: acme-board");
      lab.power(
          """
            power:
              type: acme-pdu
              config: {url: "http://127.0.0.1:%s", outlet: 3}
          """
              .formatted(PORT));
      Path image = lab.image("os.img", 4 * VirtualLab.MIB);
      try (var _ = lab.startInside(switchServer(lab)).awaitOutput("listening")) {
        lab.run("--plugins", "plugins", "storage", "flash", image.toString())
            .expect(
                0,
                "Stop the watchdog",
                "plugin text.jar is not in use",
                "plugin empty is not in use",
                "Flashed and verified");
      }
      lab.assertHolds("disk.img", image);
      assertEquals(List.of(), lab.emulators(), "the board is off");
    }
  }

  private static List<String> switchServer(VirtualLab lab) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        VirtualLab.ROOT.resolve("e2e/target/test-classes").toString(),
        SwitchServer.class.getName(),
        PORT,
        VirtualLab.ROOT.resolve("j").toString(),
        "-c",
        lab.file("qemu.yaml").toString(),
        "power");
  }

  @Test
  void aGeneratedBoardFlashesTheBoard() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      Path project = PluginProjects.generated("board", "new-board");
      lab.replace("type: flasher", "type: new-board");
      Path image = lab.image("os.img", 4 * VirtualLab.MIB);
      Path jar = project.resolve("target/new-board-0.1.0.jar");
      Files.copy(jar, Files.createDirectory(lab.file("new")).resolve("new-board.jar"));
      lab.run("--plugins", "new", "storage", "flash", image.toString())
          .expect(0, "Flashed and verified");
      lab.assertHolds("disk.img", image);
    }
  }
}
