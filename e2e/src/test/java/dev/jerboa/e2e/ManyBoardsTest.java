package dev.jerboa.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several configuration files on one command line. */
class ManyBoardsTest {
  private static final String SIMULATED =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: NAME}
      export:
        board:
          type: simulated-board
          config:
            baudrate: 0
            address: ADDRESS/8
            password: flasher
            disks: {vda: {file: NAME.img, size: 8M}}
            faults: [FAULT]
        storage:
          type: flasher
          config: {flasher_bundle: bundle}
          children:
            serial: {ref: board}
            power: {ref: board}
            tftp: {type: tftp, config: {host: 127.0.0.1, port: 0}}
            http: {type: http, config: {host: 127.0.0.1}}
      """;

  private static void board(VirtualLab lab, int number, String fault) throws IOException {
    String name = "board" + number;
    Files.writeString(
        lab.file(name + ".yaml"),
        SIMULATED
            .replace("NAME", name)
            .replace("ADDRESS", "127.0.0." + (20 + number))
            .replace("FAULT", fault));
  }

  @Test
  void allBoardsAreFlashedAtOnce() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      board(lab, 1, "");
      board(lab, 2, "");
      Path image = lab.image("os.img", 5 * VirtualLab.MIB);
      flash(lab).expect(0, "[board1] ", "[board2] ", "  board1 ", "  board2 ");
      lab.assertHolds("board1.img", image);
      lab.assertHolds("board2.img", image);
    }
  }

  @Test
  void oneThatFailsStopsNoOther() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      board(lab, 1, "{fault: read-only, disk: vda}");
      board(lab, 2, "");
      Path image = lab.image("os.img", 5 * VirtualLab.MIB);
      flash(lab).expect(10, "target.read-only");
      lab.assertHolds("board2.img", image);
    }
  }

  @Test
  void whatCannotBeMeantIsRefused() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      board(lab, 1, "");
      board(lab, 2, "");
      Files.writeString(
          lab.file("board3.yaml"),
          SIMULATED
              .replace("storage:", "sd:")
              .replace("NAME", "board3")
              .replace("ADDRESS", "127.0.0.23")
              .replace("FAULT", ""));
      assertRefused(lab, "usage.same-lab", "./board1.yaml", "storage", "flash", "os.img");
      assertRefused(lab, "usage.no-board", "board3.yaml", "storage", "flash", "os.img");
      assertRefused(lab, "usage.config", "board2.yaml", "board", "on");
    }
  }

  private static void assertRefused(VirtualLab lab, String code, String second, String... words)
      throws Exception {
    lab.image("os.img", VirtualLab.MIB);
    together(lab, second, words).expect(2, code);
  }

  private static Result flash(VirtualLab lab) throws Exception {
    return together(lab, "board2.yaml", "storage", "flash", "os.img");
  }

  private static Result together(VirtualLab lab, String second, String... words) throws Exception {
    Stream<String> labs = Stream.of("-c", "board1.yaml", "-c", second);
    return lab.startPlain(Stream.concat(labs, Stream.of(words)).toArray(String[]::new)).await();
  }
}
