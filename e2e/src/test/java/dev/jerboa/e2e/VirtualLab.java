package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The virtual board in a folder and a network of its own, used through the packaged program.
 *
 * <p>The configuration is the one a user copies, with lines replaced where a test wants a fault.
 */
final class VirtualLab implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("jerboa.root")).toAbsolutePath().normalize();
  static final Path BOARD = ROOT.resolve("bundles/qemu-virt");
  static final long MIB = 1 << 20;
  private static final long DISK = 64 * MIB;

  private final Path folder;
  private String config;

  VirtualLab() throws IOException {
    folder = Files.createTempDirectory("jerboa-e2e");
    config = Files.readString(BOARD.resolve("lab.yaml"));
    Files.createSymbolicLink(folder.resolve("bundle"), BOARD.resolve("bundle").toRealPath());
    disk("disk.img", DISK);
    disk("sd.img", DISK);
  }

  Path folder() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes an empty disk. */
  void disk(String name, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(name).toFile(), "rw")) {
      file.setLength(size);
    }
  }

  /** Replaces text that must be there once or more. */
  VirtualLab replace(String old, String replacement) {
    assertTrue(config.contains(old), () -> "lab.yaml has no '" + old + "' any more");
    config = config.replace(old, replacement);
    return this;
  }

  /** Keeps the configuration as it is now in a file of its own. */
  void saveAs(String name) throws IOException {
    Files.writeString(file(name), config);
  }

  /** Replaces the whole node that switches the power. */
  VirtualLab power(String node) {
    int start = config.indexOf("  power:\n");
    config = config.substring(0, start) + node + config.substring(config.indexOf("  serial:\n"));
    return this;
  }

  /** Makes the disk as slow as a card that writes so many bytes a second. */
  VirtualLab slowDisk(long bytesPerSecond) {
    return replace("file=disk.img,", "file=disk.img,throttling.bps-write=" + bytesPerSecond + ",");
  }

  /** Uses a copy of the bundle with text of its manifest replaced. */
  VirtualLab manifest(String old, String replacement) throws IOException {
    Path bundle = file("bundle").toRealPath();
    Files.delete(file("bundle"));
    Files.createDirectories(file("bundle/data"));
    for (String name : List.of("data/Image", "data/initramfs.cpio.gz")) {
      Files.createLink(file("bundle").resolve(name), bundle.resolve(name));
    }
    String manifest = Files.readString(bundle.resolve("manifest.yaml"));
    assertTrue(manifest.contains(old), () -> "the manifest has no '" + old + "' any more");
    Files.writeString(file("bundle/manifest.yaml"), manifest.replace(old, replacement));
    return this;
  }

  /** Makes an image of random bytes, the same ones every time. */
  Path image(String name, long size) throws IOException {
    byte[] bytes = new byte[(int) size];
    new Random(size).nextBytes(bytes);
    return Files.write(file(name), bytes);
  }

  /** Makes a disk image with a GPT and these partitions of 8 MiB, filled with random bytes. */
  Path partitioned(String name, long size, String... labels) throws Exception {
    Path image = image(name, size);
    StringBuilder table = new StringBuilder("label: gpt\n");
    for (String label : labels) {
      table.append("size=8MiB, name=").append(label).append('\n');
    }
    ProcessBuilder sfdisk = new ProcessBuilder("sfdisk", "--wipe", "never", image.toString());
    Files.writeString(file("table"), table);
    sfdisk.redirectInput(file("table").toFile()).redirectErrorStream(true);
    Process process = sfdisk.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return image;
  }

  /** Writes a file over a part of another. */
  static void overwrite(Path file, long offset, Path content) throws IOException {
    try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
      target.seek(offset);
      target.write(Files.readAllBytes(content));
    }
  }

  /** Returns the last bytes of a disk. */
  byte[] end(String disk, int count) throws IOException {
    byte[] bytes = new byte[count];
    try (RandomAccessFile file = new RandomAccessFile(file(disk).toFile(), "r")) {
      file.seek(file.length() - count);
      file.readFully(bytes);
    }
    return bytes;
  }

  /** Returns what the console printed in the last run. */
  String transcript() throws IOException {
    try (Stream<Path> files = Files.walk(file("state"))) {
      Path last =
          files
              .filter(path -> path.endsWith("console.log"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      return Files.readString(last, StandardCharsets.ISO_8859_1);
    }
  }

  /** Starts the program with the lab's configuration inside the lab's network. */
  Running start(String... arguments) throws IOException {
    return launch(command(arguments));
  }

  /** Starts the program without naming a configuration; {@code lab.yaml} is there. */
  Running startPlain(String... arguments) throws IOException {
    return launch(plain(List.of(arguments)));
  }

  private Running launch(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment());
    builder.redirectError(file("stderr").toFile());
    builder.redirectOutput(file("stdout").toFile());
    return new Running(builder.start(), file("stdout"), file("stderr"));
  }

  /** Writes the configuration and returns the command that uses it inside the lab's network. */
  List<String> command(String... arguments) throws IOException {
    return plain(Stream.concat(Stream.of("-c", "lab.yaml"), Stream.of(arguments)).toList());
  }

  private List<String> plain(List<String> arguments) throws IOException {
    Files.writeString(file("lab.yaml"), config);
    List<String> command =
        new ArrayList<>(
            List.of(BOARD.resolve("lab").toString(), "run", "--", ROOT.resolve("j").toString()));
    command.addAll(arguments);
    return command;
  }

  /** Runs a command line to its end. */
  Result run(String... arguments) throws Exception {
    return start(arguments).await();
  }

  Map<String, String> environment() {
    return Map.of(
        "JERBOA_NO_BUILD",
        "1",
        "PW",
        "flasher",
        "XDG_STATE_HOME",
        file("state").toString(),
        "JERBOA_CACHE_HOME",
        file("cache").toString());
  }

  /** Returns the process ids of emulators that use this folder. */
  List<Long> emulators() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains(folder + "/"))
        .filter(process -> commandLine(process.pid()).contains("qemu-system"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** Compares a disk with an image over the whole image. */
  void assertHolds(String disk, Path image) throws IOException {
    try (InputStream expected = Files.newInputStream(image);
        InputStream actual = Files.newInputStream(file(disk))) {
      long at = 0;
      byte[] wanted = expected.readNBytes((int) MIB);
      while (wanted.length > 0) {
        int differs = Arrays.mismatch(wanted, actual.readNBytes(wanted.length));
        assertEquals(-1, differs, disk + " differs from the image within 1 MiB of byte " + at);
        at += wanted.length;
        wanted = expected.readNBytes((int) MIB);
      }
    }
  }

  /** Changes one bit of a disk behind the board's back. */
  void flipBit(String disk, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(disk).toFile(), "rw")) {
      file.seek(offset);
      int value = file.read();
      file.seek(offset);
      file.write(value ^ 1);
    }
  }

  /** Starts a helper program inside the lab's network, which the caller ends. */
  Running startInside(List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of(BOARD.resolve("lab").toString(), "run", "--"));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().putAll(environment());
    builder.redirectError(file("inside.err").toFile());
    builder.redirectOutput(file("inside.out").toFile());
    return new Running(builder.start(), file("inside.out"), file("inside.err"));
  }

  /** Runs a helper program inside the lab's network. */
  int inside(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(BOARD.resolve("lab").toString(), "run", "--"));
    all.addAll(Arrays.asList(command));
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment());
    return builder.start().waitFor();
  }

  @Override
  public void close() throws IOException {
    ProcessBuilder down = new ProcessBuilder(BOARD.resolve("lab").toString(), "down");
    down.environment().putAll(environment());
    Process process = down.redirectErrorStream(true).start();
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    assertEquals(0, process.exitValue(), "lab down");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
