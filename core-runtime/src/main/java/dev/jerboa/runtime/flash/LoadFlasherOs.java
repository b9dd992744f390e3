package dev.jerboa.runtime.flash;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.BootPlan.BootFile;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.bundle.BundleManifest.Tftp;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.flash.BoardAddress;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads kernel, initramfs and device tree into the board's memory, and checks each there. */
final class LoadFlasherOs implements Step {
  /** U-Boot gives up on a server by itself after 55 s (net/tftp.c: 10 time-outs of 5 s). */
  private static final Duration LOAD = Duration.ofMinutes(3);

  private static final Duration SHORT = Duration.ofSeconds(30);

  private static final int TRIES = 2;
  private static final String WINDOW = "tftpwindowsize";

  @Override
  public String id() {
    return "load-flasher-os";
  }

  @Override
  public String title() {
    return "Load the flasher OS over TFTP";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.BUNDLE, Part.BOOTLOADER, Part.TFTP, SentBytes.TFTP);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.ADDRESS);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Bundle bundle = run.get(Part.BUNDLE);
    FileService tftp = run.get(Part.TFTP);
    Tftp settings = bundle.manifest().spec().tftp();
    set(run, settings(settings, window(run, settings.windowsize())));
    BoardAddress board = new BootloaderNetwork(run).join();
    run.put(Part.ADDRESS, board);
    tftp.admit(board.subnet());
    BootFile first = bundle.bootPlan().files().getFirst();
    URI server = tftp.location(first.name(), board.address(), board.prefix());
    set(run, addressOf(server));
    long total = 0;
    for (BootFile file : bundle.bootPlan().files()) {
      total += bundle.file(file.path()).size();
    }
    long done = 0;
    for (BootFile file : bundle.bootPlan().files()) {
      ByteSource content = bundle.file(file.path());
      run.get(SentBytes.TFTP).follow(run, done, content.size(), total);
      load(run, file, content);
      done += content.size();
      run.progress(done, total);
    }
    run.get(SentBytes.TFTP).stopFollowing();
  }

  /** Another window may get a network card stuck, which only another attempt gets over. */
  private static int window(FlashRun run, int stated) {
    return run.get(TftpWindow.PART).choose(stated, run.request().retries() > 0);
  }

  /** A U-Boot that does not know one of these variables ignores it. */
  private static Map<String, Object> settings(Tftp tftp, int window) {
    Map<String, Object> settings = new LinkedHashMap<>();
    // Otherwise dhcp goes on to load whatever file the DHCP server names.
    settings.put("autoload", "no");
    settings.put("tftpblocksize", tftp.blocksize());
    settings.put(WINDOW, window);
    settings.put("tftptimeout", tftp.timeout());
    // U-Boot counts time-outs over a whole file and gives up at 10 (net/tftp.c): too few on a lossy
    // link, where our own deadline decides.
    settings.put("tftptimeoutcountmax", 1000);
    return settings;
  }

  private static Map<String, Object> addressOf(URI server) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("serverip", server.getHost());
    if (server.getPort() > 0) {
      settings.put("tftpdstp", server.getPort());
    }
    return settings;
  }

  /** Sets all with one command, since each costs a turn on the console. */
  private static void set(FlashRun run, Map<String, Object> settings) throws InterruptedException {
    Bootloader uboot = run.get(Part.BOOTLOADER);
    String command =
        settings.entrySet().stream()
            .map(setting -> "setenv " + setting.getKey() + " " + setting.getValue())
            .collect(Collectors.joining("; "));
    if (uboot.run(command, run.deadline(SHORT)).ok()) {
      return;
    }
    for (Map.Entry<String, Object> setting : settings.entrySet()) { // names the one that cannot
      uboot.setEnv(setting.getKey(), setting.getValue().toString(), run.deadline(SHORT));
    }
  }

  private static void load(FlashRun run, BootFile file, ByteSource content)
      throws InterruptedException {
    BoardAddress board = run.get(Part.ADDRESS);
    URI location = run.get(Part.TFTP).location(file.name(), board.address(), board.prefix());
    for (int tries = 1; ; tries++) {
      Optional<JerboaException> failure = transfer(run, file, content, location);
      if (failure.isEmpty()) {
        return;
      }
      if (tries == TRIES || !failure.get().isRetryable()) {
        throw failure.get();
      }
      run.note("loading " + file.name() + " again: " + failure.get().getMessage());
      set(run, Map.of(WINDOW, run.get(TftpWindow.PART).size()));
    }
  }

  private static Optional<JerboaException> transfer(
      FlashRun run, BootFile file, ByteSource content, URI location) throws InterruptedException {
    String command = "tftpboot " + file.address() + " " + file.name();
    long start = System.nanoTime();
    Duration took = Duration.ZERO;
    boolean loaded = false;
    try {
      CommandResult result = run.get(Part.BOOTLOADER).run(command, run.deadline(LOAD));
      took = Duration.ofNanos(System.nanoTime() - start);
      Optional<JerboaException> failure =
          result.ok()
              ? LoadedFileCheck.difference(run, file, content, result.output())
              : Optional.of(TftpFailure.of(result, location, run.get(Part.TFTP)));
      loaded = failure.isEmpty();
      return failure;
    } finally {
      learn(run, loaded, content.size(), took);
    }
  }

  private static void learn(FlashRun run, boolean loaded, long bytes, Duration took) {
    TftpWindow window = run.get(TftpWindow.PART);
    try {
      if (loaded) {
        window.loaded(bytes, took);
      } else {
        window.failed();
      }
    } catch (IOException e) {
      run.note("how this board loads cannot be remembered: " + e.getMessage());
    }
  }
}
