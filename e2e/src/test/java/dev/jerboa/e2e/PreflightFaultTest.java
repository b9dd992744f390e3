package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is wrong before the board is touched is said before the board is touched. */
class PreflightFaultTest {
  private VirtualLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = new VirtualLab();
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  private Result flash(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    all[0] = "storage";
    all[1] = "flash";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Result result = lab.run(all);
    assertEquals(List.of(), lab.emulators());
    assertFalse(result.out().contains("Power on"), result.out());
    assertFalse((result.out() + result.err()).contains("\tat "), "a stack trace nobody asked for");
    return result;
  }

  @Test
  @Tag("C3")
  void misspelledKey() throws Exception {
    lab.replace("flasher_bundle: bundle", "flasher_bundel: bundle");
    flash("x.img").expect(2, "lab.yaml:", "flasher_bundel", "flasher_bundle", "config.invalid");
  }

  @Test
  void missingImage() throws Exception {
    flash("no-such.img").expect(6, "no-such.img", "hint:", "image.missing");
  }

  @Test
  @Tag("I6")
  void truncatedXz() throws Exception {
    byte[] whole = Files.readAllBytes(lab.file("bundle/os.img.xz"));
    Path cut = Files.write(lab.file("cut.img.xz"), Arrays.copyOf(whole, whole.length - 1000));
    flash(cut.toString()).expect(6, "cut.img.xz", "image.truncated");
  }

  @Test
  @Tag("I7")
  void checksumMismatch() throws Exception {
    Path image = lab.image("some.img", VirtualLab.MIB);
    flash(image.toString(), "--os-image-checksum", "0".repeat(64))
        .expect(6, "0".repeat(64), "image.checksum-mismatch");
  }

  @Test
  void unknownTarget() throws Exception {
    Path image = lab.image("some.img", VirtualLab.MIB);
    flash(image.toString(), "--target", "emcc").expect(10, "emcc", "disk, sd", "target.unknown");
  }

  @Test
  @Tag("U11")
  void bootFileMissingInTheBundle() throws Exception {
    lab.manifest("data/initramfs.cpio.gz", "data/initramfs.gone");
    Path image = lab.image("some.img", VirtualLab.MIB);
    flash(image.toString()).expect(2, "data/initramfs.gone", "config.bundle-file");
  }

  @Test
  @Tag("S1")
  void serialPortAbsent() throws Exception {
    lab.replace("socket://127.0.0.1:5501", "/dev/ttyJERBOA9");
    Path image = lab.image("some.img", VirtualLab.MIB);
    flash(image.toString()).expect(8, "/dev/ttyJERBOA9", "console.absent");
  }

  @Test
  @Tag("S1")
  void serialPortHeldByAnotherProcess() throws Exception {
    Process holder = new ProcessBuilder("python3", "-c", HOLD_TERMINAL).start();
    try {
      String[] words = holder.inputReader().readLine().split(" ", 2);
      lab.replace("socket://127.0.0.1:5501", words[0]);
      Path image = lab.image("some.img", VirtualLab.MIB);
      flash(image.toString()).expect(8, words[0], words[1], "console.busy");
    } finally {
      holder.outputWriter().close();
      holder.waitFor();
    }
  }

  /** Makes a terminal, lets a child hold it, and tells both. */
  private static final String HOLD_TERMINAL =
      """
      import os, pty, subprocess, sys
      _, slave = pty.openpty()
      name = os.ttyname(slave)
      child = subprocess.Popen(["sleep", "120"], stdin=open(name))
      print(name, child.pid, flush=True)
      sys.stdin.read()
      child.kill()
      """;

  @Test
  @Tag("T14")
  void portOfTheTftpServerTaken() throws Exception {
    lab.inside("true");
    Running thief = lab.start("run", Files.writeString(lab.file("hold.jsh"), HOLD_PORT).toString());
    try {
      thief.awaitOutput("holding");
      Path image = lab.image("some.img", VirtualLab.MIB);
      flash(image.toString()).expect(5, "69", "fetch.port-busy");
    } finally {
      thief.process().destroyForcibly().waitFor();
    }
  }

  private static final String HOLD_PORT =
      """
      var socket = new java.net.DatagramSocket(69);
      System.out.println("holding");
      Thread.sleep(120_000);
      """;

  @Test
  @Tag("K1")
  void boardInUseByAnotherCommand() throws Exception {
    Path image = lab.image("some.img", 8 * VirtualLab.MIB);
    lab.slowDisk(2 * VirtualLab.MIB);
    VirtualLab other = lab;
    Running first = other.start("storage", "flash", image.toString());
    first.awaitOutput("Load the flasher OS");
    ProcessBuilder second =
        new ProcessBuilder(
            VirtualLab.ROOT.resolve("j").toString(), "-c", "lab.yaml", "power", "off");
    second.directory(lab.folder().toFile()).redirectErrorStream(true);
    second.environment().put("JERBOA_NO_BUILD", "1");
    second.environment().put("XDG_STATE_HOME", lab.file("state").toString());
    Process refused = second.start();
    String said = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(12, refused.waitFor(), said);
    assertTrue(said.matches("(?s).*in use by user \\S+, process \\d+, since \\d{4}-.*"), said);
    first.await().expect(0, "Flashed and verified");
  }
}
