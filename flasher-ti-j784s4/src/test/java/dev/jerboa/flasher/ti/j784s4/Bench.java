package dev.jerboa.flasher.ti.j784s4;

import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.drivers.serial.simulator.SimulatedBoard;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.flash.FlashService;
import dev.jerboa.runtime.image.ImageStore;
import dev.jerboa.runtime.state.BoardNotes;
import dev.jerboa.testkit.TestBundle;
import dev.jerboa.testkit.TestLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A simulated EVM on a bench: a lab file, the bundle of this repository, an image. */
final class Bench implements AutoCloseable {
  static final int IMAGE_SIZE = (3 << 20) + 8192 + 700;

  private static final Path MANIFEST = Path.of("../bundles/ti-j784s4/manifest.yaml");

  private final Path folder;
  private final Lab lab;
  private final List<FlashEvent> events = new CopyOnWriteArrayList<>();

  private Bench(Path folder, Lab lab) {
    this.folder = folder;
    this.lab = lab;
  }

  /** Sets up a bench; the replacements fill in the lab file of the test resources. */
  static Bench in(Path folder, Map<String, String> replacements) {
    try {
      TestBundle.write(folder.resolve("bundle"), Files.readString(MANIFEST));
      String text = resource("lab.yaml");
      for (Map.Entry<String, String> entry : replacements.entrySet()) {
        if (!text.contains(entry.getKey())) {
          throw new IllegalArgumentException("the lab file has no '" + entry.getKey() + "'");
        }
        text = text.replace(entry.getKey(), entry.getValue());
      }
      return new Bench(folder, TestLab.in(folder).file("image.img", image()).open(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets up a bench with these faults, in YAML flow style. */
  static Bench withFaults(Path folder, String faults) {
    return in(folder, Map.of("faults: []", "faults: [" + faults + "]"));
  }

  private static String resource(String name) throws IOException {
    try (var in = Bench.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static byte[] image() {
    return TestBundle.bytes(IMAGE_SIZE, 42);
  }

  /** Flashes the image without further attempts, unless the options say otherwise. */
  FlashReport flash(Consumer<FlashRequest.Builder> options) {
    return lab.storage("storage")
        .listener(events::add)
        .flash(folder.resolve("image.img").toString(), flash -> options.accept(flash.retries(0)));
  }

  /** Flashes several images without further attempts, unless the options say otherwise. */
  FlashReport flash(List<Image> images, UnaryOperator<FlashRequest.Builder> options) {
    return lab.storage("storage")
        .listener(events::add)
        .flash(options.apply(FlashRequest.of(images).retries(0)).build());
  }

  /** Flashes a board that follows another recipe than the one of the lab file. */
  FlashReport flash(UnaryOperator<Board> change, FlashRequest request) {
    lab.use();
    Board board = lab.tree().find("storage").flatMap(n -> n.capability(Board.class)).orElseThrow();
    BoardNotes boardNotes = new BoardNotes(folder.resolve("notes"));
    return new FlashService(
            new ImageStore(folder.resolve("cache")), folder.resolve("run"), boardNotes)
        .flash(change.apply(board), request, events::add);
  }

  /** Makes a file of random bytes, the same ones every time, beside the lab file. */
  Path file(String name, int size) {
    try {
      return Files.write(folder.resolve(name), TestBundle.bytes(size, name.hashCode()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns everything a disk holds. */
  byte[] content(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FlashReport flash() {
    return flash(_ -> {});
  }

  SimulatedBoard board() {
    return lab.tree()
        .find("board")
        .flatMap(node -> node.capability(SimulatedBoard.class))
        .orElseThrow();
  }

  List<FlashEvent> events() {
    return events;
  }

  /** Returns all notes and messages of failed steps. */
  String notes() {
    StringBuilder notes = new StringBuilder();
    for (FlashEvent event : events) {
      switch (event) {
        case FlashEvent.Note note -> notes.append(note.text()).append('\n');
        case FlashEvent.StepFailed failed -> notes.append(failed.message()).append('\n');
        default -> {}
      }
    }
    return notes.toString();
  }

  /** Returns the first bytes of a disk, as many as the image has. */
  byte[] disk(String name) {
    try (var in = Files.newInputStream(folder.resolve(name))) {
      return in.readNBytes(IMAGE_SIZE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns everything the console printed in the last flash. */
  String transcript() {
    try (var files = Files.walk(folder.resolve("state/runs"))) {
      Path last =
          files
              .filter(file -> file.endsWith("console.log"))
              .sorted()
              .reduce((a, b) -> b)
              .orElseThrow();
      return Files.readString(last, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
