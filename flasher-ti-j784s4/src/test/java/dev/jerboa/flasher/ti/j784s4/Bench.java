package dev.jerboa.flasher.ti.j784s4;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.drivers.serial.simulator.SimulatedBoard;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A simulated EVM on a bench: a lab file, the bundle of this repository, an image. */
final class Bench implements AutoCloseable {
  static final int IMAGE_SIZE = (3 << 20) + 8192 + 700;

  private static final int KERNEL_SIZE = 300_000;
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
      makeBundle(folder.resolve("bundle"));
      write(folder.resolve("image.img"), image());
      String text = resource("lab.yaml");
      for (Map.Entry<String, String> entry : replacements.entrySet()) {
        if (!text.contains(entry.getKey())) {
          throw new IllegalArgumentException("the lab file has no '" + entry.getKey() + "'");
        }
        text = text.replace(entry.getKey(), entry.getValue());
      }
      write(folder.resolve("lab.yaml"), text.getBytes(StandardCharsets.UTF_8));
      Folders folders =
          Folders.of(
              Map.of(
                  "JERBOA_CONFIG_HOME", folder.resolve("config").toString(),
                  "JERBOA_CACHE_HOME", folder.resolve("cache").toString(),
                  "JERBOA_STATE_HOME", folder.resolve("state").toString()));
      return new Bench(folder, Lab.load(folder.resolve("lab.yaml").toString(), folders));
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

  private static void makeBundle(Path bundle) throws IOException {
    write(bundle.resolve("manifest.yaml"), Files.readAllBytes(MANIFEST));
    byte[] kernel = random(KERNEL_SIZE, 1);
    System.arraycopy("ARMd".getBytes(StandardCharsets.US_ASCII), 0, kernel, 56, 4);
    write(bundle.resolve("data/Image"), kernel);
    for (String name : List.of("k3-j784s4-evm", "k3-am69-sk")) {
      byte[] tree = random(20_000, name.hashCode());
      System.arraycopy(new byte[] {(byte) 0xd0, 0x0d, (byte) 0xfe, (byte) 0xed}, 0, tree, 0, 4);
      write(bundle.resolve("data/dtbs/" + name + ".dtb"), tree);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] image() {
    return random(IMAGE_SIZE, 42);
  }

  /** Flashes the image without further attempts, unless the options say otherwise. */
  FlashReport flash(UnaryOperator<FlashRequest.Builder> options) {
    return lab.storage("storage")
        .listener(events::add)
        .flash(folder.resolve("image.img").toString(), flash -> options.apply(flash.retries(0)));
  }

  /** Flashes several images without further attempts, unless the options say otherwise. */
  FlashReport flash(List<Image> images, UnaryOperator<FlashRequest.Builder> options) {
    return lab.storage("storage")
        .listener(events::add)
        .flash(options.apply(FlashRequest.of(images).retries(0)).build());
  }

  /** Makes a file of random bytes, the same ones every time, beside the lab file. */
  Path file(String name, int size) {
    try {
      Path file = folder.resolve(name);
      write(file, random(size, name.hashCode()));
      return file;
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
    return flash(options -> options);
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
