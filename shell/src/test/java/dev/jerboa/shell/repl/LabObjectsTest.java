package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.shell.repl.LabObject.Group;
import dev.jerboa.shell.repl.LabObject.Single;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabObjectsTest {
  private static final String HEAD =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: objects}
      export:
      """;

  @TempDir private Path folder;

  private Lab lab(String nodes) throws IOException {
    Path file = Files.writeString(folder.resolve("lab.yaml"), HEAD + nodes.indent(2));
    return Lab.load(file.toString(), new Folders(folder, folder, folder));
  }

  private static List<LabObject> objects(Lab lab) {
    return LabObjects.of(lab, FlashListener.NONE, List.of());
  }

  /** Returns the expressions by which the handles are found, and what they are. */
  private static List<String> expressions(List<LabObject> objects) {
    return objects.stream().flatMap(object -> expressions(object, "")).toList();
  }

  private static Stream<String> expressions(LabObject object, String before) {
    return switch (object) {
      case Single one -> Stream.of(before + one.name() + ":" + one.type().getSimpleName());
      case Group group ->
          group.fields().stream().flatMap(field -> expressions(field, before + group.name() + "."));
    };
  }

  @Test
  void groupsNestAsInTheFile() throws IOException {
    String nodes =
        """
        dut:
          children:
            power: {type: manual}
            usb-hub:
              children:
                dut:
                  children:
                    power: {type: manual}
            storage:
              type: flasher
              config: {flasher_bundle: bundle}
              children:
                power: {ref: dut.power}
                serial: {type: serial, config: {url: 'loop://'}}
            notes: {type: tftp}
        """;
    try (Lab lab = lab(nodes)) {
      assertEquals(
          List.of(
              "lab:Lab",
              "dut.power:PowerHandle",
              "dut.usb_hub.dut.power:PowerHandle",
              "dut.storage:StorageHandle",
              "dut.storage_serial:SerialHandle",
              "dut.uboot:UBootHandle"),
          expressions(objects(lab)));
    }
  }

  @Test
  void aDriverWithTwoAbilitiesIsAGroupOfThem() throws IOException {
    String nodes =
        """
        board: {type: simulated-board}
        uboot: {type: uboot}
        storage:
          type: flasher
          config: {flasher_bundle: bundle}
          children:
            power: {ref: board}
            serial: {ref: board}
            uboot: {ref: uboot}
        other:
          type: flasher
          config: {flasher_bundle: bundle}
          children:
            power: {ref: board}
            serial: {ref: board}
        """;
    try (Lab lab = lab(nodes)) {
      assertEquals(
          List.of(
              "lab:Lab",
              "board.power:PowerHandle",
              "board.serial:SerialHandle",
              "storage:StorageHandle",
              "other:StorageHandle",
              "uboot:UBootHandle",
              "other_uboot:UBootHandle"),
          expressions(objects(lab)));
    }
  }

  @Test
  void aNodeAndAReferenceToItAreTheSameObject() throws IOException {
    String nodes =
        """
        console: {type: serial, config: {url: 'loop://'}}
        dut:
          children:
            serial: {ref: console}
        """;
    try (Lab lab = lab(nodes)) {
      assertEquals(
          List.of("lab:Lab", "console:SerialHandle", "dut.serial:SerialHandle"),
          expressions(objects(lab)));
      assertSame(lab.serial("console"), lab.serial("dut.serial"));
    }
  }

  @Test
  void snippetsSeeTheFields() throws IOException {
    String nodes =
        """
        dut:
          children:
            dut: {type: command, config: {on: echo on > log, off: 'true'}}
            hub:
              children:
                switch: {type: command, config: {on: echo hub >> log, off: 'true'}}
        """;
    String script = "dut.dut.on(); dut.hub.switch_.on(); System.exit(dut.toString().length());";
    try (Lab lab = lab(nodes)) {
      Report report = new Report(System.err, Bench.PLAIN, true);
      Path file = Files.writeString(folder.resolve("s.jsh"), script);
      int code = Script.read(file.toString()).run(lab, List.of(), FlashListener.NONE, report);
      assertEquals("dut: dut, hub".length(), code);
      assertEquals("on\nhub\n", Files.readString(folder.resolve("log")));
    }
  }
}
