package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong on the board ends with its own message and code, and with the power off. */
class BoardFaultTest {
  private static final String BLKDEBUG =
      """
      [inject-error]
      event = "%s"
      errno = "5"
      sector = "%d"
      once = "off"
      """;

  private VirtualLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = new VirtualLab();
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  private void assertFails(int code, String... texts) throws Exception {
    Path image = lab.image("some.img", 20 * VirtualLab.MIB);
    lab.run("storage", "flash", image.toString(), "--retries", "0").expect(code, texts);
    assertEquals(List.of(), lab.emulators(), "the power is off");
  }

  @Test
  @Tag("I10")
  void imageLargerThanTheDevice() throws Exception {
    lab.disk("disk.img", 20 * VirtualLab.MIB - 512);
    assertFails(6, "20,971,520", "20,971,008", "nothing was written", "image.too-large");
    assertEquals(
        -1,
        java.util.Arrays.mismatch(
            new byte[(int) (20 * VirtualLab.MIB - 512)], Files.readAllBytes(lab.file("disk.img"))),
        "not a byte was written");
  }

  @Test
  @Tag("U1")
  void bootloaderThatNeverAnswers() throws Exception {
    lab.replace("/usr/lib/u-boot/qemu_arm64/u-boot.bin", lab.image("rubbish.bin", 4096).toString())
        .replace(
            "serial: {ref: serial}",
            "serial: {ref: serial}\n      uboot: {type: uboot, config: {timeout: 5s}}");
    assertFails(9, "printed nothing in 5 s", "bootloader.silent");
  }

  @Test
  @Tag("S16")
  void kernelPanic() throws Exception {
    lab.manifest("quiet nokaslr", "quiet nokaslr rdinit=/nowhere panic=0");
    assertFails(9, "Kernel panic - not syncing", "bootloader.kernel-panic");
  }

  @Test
  @Tag("U15")
  @Tag("slow")
  void wrongPassword() throws Exception {
    lab.manifest("password: flasher", "password: wrong-one");
    assertFails(9, "refused the login of 'root'", "bootloader.login-refused");
    assertTrue(!Files.readString(lab.file("stderr")).contains("wrong-one"));
  }

  @Test
  @Tag("U14")
  void bootCommandRefused() throws Exception {
    lab.manifest("booti 0x42000000", "booti 0x48000000");
    assertFails(9, "bootloader.boot-refused");
  }

  @Test
  @Tag("D1")
  @Tag("slow")
  void deviceMissingOnTheBoard() throws Exception {
    lab.manifest("disk: /dev/vda ", "disk: /dev/vdx ");
    assertFails(10, "/dev/vdx", "mmcblk0", "target.missing");
  }

  @Test
  @Tag("D13")
  @Tag("slow")
  void preflashCommandFails() throws Exception {
    lab.manifest("preflash_commands: []", "preflash_commands: ['ls /nowhere']");
    assertFails(2, "ls /nowhere", "nothing was written", "config.preflash");
  }

  @Test
  @Tag("D5")
  void writeErrorOnTheDevice() throws Exception {
    Files.writeString(lab.file("eio.conf"), BLKDEBUG.formatted("write_aio", 20480));
    lab.replace("file=disk.img,format=raw,", "file=blkdebug:eio.conf:disk.img,format=raw,");
    assertFails(10, "/dev/vda failed to write", "target.io-error");
  }

  @Test
  @Tag("D6")
  void cardThatLosesAWriteIsFoundByVerifying() throws Exception {
    // QEMU's SD card keeps the old bytes and tells the board that all is well.
    Files.writeString(lab.file("lost.conf"), BLKDEBUG.formatted("write_aio", 20480));
    lab.replace("file=sd.img,format=raw,", "file=blkdebug:lost.conf:sd.img,format=raw,");
    Path image = lab.image("some.img", 20 * VirtualLab.MIB);
    lab.run("storage", "flash", image.toString(), "--target", "sd", "--retries", "0")
        .expect(11, "still differ after 2 rewrites", "verify.mismatch");
    assertEquals(List.of(), lab.emulators(), "the power is off");
  }

  @Test
  @Tag("D6")
  void bitFlippedBetweenWriteAndVerifyIsWrittenAgain() throws Exception {
    Path image = lab.image("some.img", 48 * VirtualLab.MIB);
    Running flash = lab.start("--json", "storage", "flash", image.toString());
    flash.awaitOutput("\"step-started\",\"step\":\"verify-image\"");
    lab.flipBit("disk.img", 48 * VirtualLab.MIB - 100);
    flash.await().expect(0, "\"rewritten\":1", "\"verified\":true");
    lab.assertHolds("disk.img", image);
  }

  @Test
  @Tag("D12")
  void boardThatResetsInTheMiddleOfTheWriteIsFlashedFromTheStart() throws Exception {
    Path image = lab.image("some.img", 32 * VirtualLab.MIB);
    lab.slowDisk(4 * VirtualLab.MIB)
        .replace(
            "- -display\n",
            "- -qmp\n        - unix:qmp.sock,server=on,wait=off\n        - -display\n");
    Running flash = lab.start("--json", "storage", "flash", image.toString());
    flash.awaitOutput("\"progress\",\"step\":\"write-image\"");
    reset(lab.file("qmp.sock"));
    flash.await().expect(0, "console.board-reset", "\"attempts\":2", "\"verified\":true");
    lab.assertHolds("disk.img", image);
  }

  private static void reset(Path socket) throws Exception {
    try (SocketChannel qmp = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      qmp.connect(UnixDomainSocketAddress.of(socket));
      String talk = "{\"execute\":\"qmp_capabilities\"}\n{\"execute\":\"system_reset\"}\n";
      qmp.write(ByteBuffer.wrap(talk.getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      StringBuilder text = new StringBuilder();
      while (!text.toString().contains("RESET") && qmp.read(answer.clear()) >= 0) {
        text.append(StandardCharsets.UTF_8.decode(answer.flip()));
      }
    }
  }

  @Test
  @Tag("H1")
  void connectionCutInTheMiddleIsMadeAgain() throws Exception {
    Path image = lab.image("some.img", 32 * VirtualLab.MIB);
    lab.slowDisk(4 * VirtualLab.MIB);
    Running flash = lab.start("--json", "storage", "flash", image.toString());
    // megabytes: the script has come by then, and the connection with the data is there
    flash.await(Pattern.compile("\"progress\",\"step\":\"write-image\",\"done\":\\d{7}"));
    // The system ends the established connections from the exporter's side, as a router would.
    assertEquals(0, lab.inside("ss", "--kill", "-t", "dst", "10.77.0.0/24"));
    flash.await().expect(0, "writing again", "\"verified\":true");
    lab.assertHolds("disk.img", image);
  }
}
