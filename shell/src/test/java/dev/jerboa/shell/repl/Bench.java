package dev.jerboa.shell.repl;

import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.shell.output.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** A lab without hardware: its switch is a shell, its console an echo. */
final class Bench implements AutoCloseable {
  static final Style PLAIN = new Style(false, false);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String FILE =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: bench}
      export:
        power:
          type: command
          config: {on: echo on >> power.log, off: echo off >> power.log, read: echo on}
        stuck-power:
          type: command
          config: {on: touch stuck && sleep 100, off: 'true'}
        serial:
          type: serial
          config: {url: 'loop://'}
        storage:
          type: flasher
          config: {flasher_bundle: bundle}
          children:
            power: {ref: power}
            serial: {ref: serial}
            tftp: {type: tftp, config: {host: 127.0.0.1, port: 0}}
            http: {type: http, config: {host: 127.0.0.1, port: 0}}
        dut:
          children:
            power:
              type: command
              config: {on: 'true', off: 'true'}
      """;
  private static final String MANIFEST =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: FlashBundleManifest
      metadata: {name: bench}
      spec:
        manufacturer: nobody
        bootcmd: booti
        default_target: disk
        targets: {disk: /dev/vda}
        kernel: {file: data/Image, address: '0x42000000'}
      """;

  final Lab lab;
  private final Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  Bench(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("bundle/data"));
    Files.writeString(folder.resolve("bundle/manifest.yaml"), MANIFEST);
    Files.write(folder.resolve("bundle/data/Image"), new byte[4096]);
    Files.write(folder.resolve("os.img"), new byte[65536]);
    Files.writeString(folder.resolve("lab.yaml"), FILE);
    Folders folders =
        new Folders(folder.resolve("config"), folder.resolve("cache"), folder.resolve("state"));
    lab = Lab.load(folder.resolve("lab.yaml").toString(), folders);
  }

  /** Runs a script and returns its exit code. */
  int run(String text, String... args) throws IOException {
    Path file = Files.writeString(folder.resolve("s.jsh"), text);
    return Script.read(file.toString()).run(lab, List.of(args), FlashListener.NONE, report());
  }

  private Report report() {
    return new Report(new PrintStream(errors, true, StandardCharsets.UTF_8), PLAIN, false);
  }

  /** Returns what was shown as errors, with the script called by its short name. */
  String errors() {
    return errors.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Returns what a script or the switch has written; empty while there is no such file. */
  String file(String name) throws IOException {
    return Files.exists(path(name)) ? Files.readString(path(name)) : "";
  }

  /** Waits until something holds. */
  static void await(String what, Callable<Boolean> fact) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!fact.call()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
