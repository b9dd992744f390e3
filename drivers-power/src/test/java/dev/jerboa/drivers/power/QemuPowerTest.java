package dev.jerboa.drivers.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.testkit.TestContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuPowerTest {
  @TempDir Path folder;

  @BeforeEach
  void writeStandIn() {
    FakeQemu.write(folder.resolve("fake-qemu"), "stubborn");
    FakeQemu.write(folder.resolve("tame-qemu"), "tame");
  }

  @AfterEach
  void end() throws Exception {
    power("./tame-qemu").off();
  }

  @Test
  void switchesAndReads() throws Exception {
    QemuPower power = power("./tame-qemu", "-M", "virt");
    assertEquals(PowerState.OFF, power.read());
    power.on();
    assertEquals(PowerState.ON, power.read());
    long pid = pid();
    power.off();
    assertEquals(PowerState.OFF, power.read());
    assertFalse(Fixture.runs(pid));
    assertFalse(Files.exists(pidFile()));
  }

  @Test
  void isFoundAgainByAnotherDriver() throws Exception {
    power("./tame-qemu").on();
    long pid = pid();
    QemuPower other = power("./tame-qemu");
    assertEquals(PowerState.ON, other.read());
    other.on();
    assertEquals(pid, pid());
    other.off();
    assertFalse(Fixture.runs(pid));
  }

  @Test
  void leavesAProcessAloneThatGotTheSameId() throws Exception {
    Process innocent = new ProcessBuilder("sleep", "600").start();
    try {
      for (long pid : new long[] {innocent.pid(), ProcessHandle.current().pid()}) {
        Files.createDirectories(pidFile().getParent());
        Files.writeString(pidFile(), pid + "\n");
        assertEquals(PowerState.OFF, power("./tame-qemu").read());
        power("./tame-qemu").off();
        assertTrue(innocent.isAlive());
        assertFalse(Files.exists(pidFile()));
      }
    } finally {
      innocent.destroyForcibly().waitFor();
    }
  }

  @Test
  void startsAgainAfterSigkill() throws Exception {
    QemuPower power = power("./tame-qemu");
    power.on();
    long pid = pid();
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    Fixture.await("killed", () -> !Fixture.runs(pid));
    assertEquals(PowerState.OFF, power.read());
    power.on();
    assertNotEquals(pid, pid());
    assertEquals(PowerState.ON, power.read());
  }

  @Test
  void killsAMachineThatIgnoresSigterm() throws Exception {
    QemuPower power = power("./fake-qemu");
    power.on();
    long pid = pid();
    power.off();
    assertFalse(Fixture.runs(pid));
  }

  @Test
  void offDoesNothingToABoardThatIsOff() throws Exception {
    power("./tame-qemu").off();
    power("./tame-qemu").off();
    assertEquals(PowerState.OFF, power("./tame-qemu").read());
  }

  @Test
  void namesThePackageOfABinaryThatIsMissing() {
    JerboaException error = failure("qemu-system-m68k-missing");
    assertEquals("power.qemu-failed", error.code());
    assertTrue(error.getMessage().contains("qemu-system-m68k-missing"), error.getMessage());
    assertTrue(error.hint().contains("apt install qemu-system-misc"), error.hint());
    assertTrue(failure("/nowhere/qemu-system-aarch64").hint().contains("install qemu-system-arm"));
  }

  @Test
  void showsWhatQemuSaid() {
    JerboaException error = failure("./tame-qemu", "bad");
    assertEquals("power.qemu-failed", error.code());
    assertTrue(
        error.getMessage().endsWith("status 1:\n  qemu-system-fake: -bad: invalid option"),
        error.getMessage());
  }

  @Test
  void noticesAMachineThatIsGoneAtOnce() {
    assertTrue(failure("./tame-qemu", "quits").getMessage().contains("ended right after"));
  }

  @Test
  void killsAStartThatTakesTooLong() throws Exception {
    QemuPower power = new QemuPower(config(1, "./tame-qemu", "slow"), TestContext.in(folder));
    assertEquals("power.timeout", assertThrows(JerboaException.class, power::on).code());
    Fixture.await("starter gone", () -> sleepers() == 0);
  }

  @Test
  void killsAMachineThatHasNotWrittenItsPidfile() throws Exception {
    QemuPower power = new QemuPower(config(1, "./tame-qemu", "orphan"), TestContext.in(folder));
    assertEquals("power.timeout", assertThrows(JerboaException.class, power::on).code());
    long pid = Long.parseLong(Files.readString(folder.resolve("mute")).strip());
    Fixture.await("machine gone", () -> !Fixture.runs(pid));
  }

  @Test
  void anInterruptEndsAStartPromptly() throws Exception {
    QemuPower power = power("./tame-qemu", "slow");
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> end.complete(assertThrows(InterruptedException.class, power::on)));
    Fixture.await("start", () -> Files.exists(folder.resolve("slow")));
    thread.interrupt();
    end.get(2, TimeUnit.SECONDS);
    Fixture.await("starter gone", () -> sleepers() == 0);
  }

  @Test
  void refusesArgumentsThatAreItsOwn() {
    assertThrows(IllegalArgumentException.class, () -> config(10, "qemu", "-daemonize"));
    assertThrows(IllegalArgumentException.class, () -> config(10, "qemu", "--pidfile", "x"));
    assertThrows(IllegalArgumentException.class, () -> config(0, "qemu"));
  }

  @Test
  void runsRealQemu() throws Exception {
    String qemu = installedQemu();
    QemuPower power = power(qemu, "-S", "-M", "none", "-display", "none");
    power.on();
    long pid = pid();
    assertEquals(PowerState.ON, power(qemu).read());
    assertTrue(Fixture.runs(pid));
    power(qemu).off();
    assertFalse(Fixture.runs(pid));
    String message = failure(qemu, "-M", "no-such-machine").getMessage();
    assertTrue(message.contains("unsupported machine type"), message);
  }

  private static String installedQemu() {
    List<String> found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Optional.ofNullable(new File(folder).list()))
            .flatMap(Optional::stream)
            .flatMap(Arrays::stream)
            .filter(name -> name.startsWith("qemu-system-"))
            .toList();
    Assumptions.assumeFalse(found.isEmpty(), "QEMU is installed");
    return found.contains("qemu-system-aarch64") ? "qemu-system-aarch64" : found.getFirst();
  }

  /** Counts the descendants of this process that were started with {@code slow}. */
  private static long sleepers() {
    return ProcessHandle.current().descendants().filter(p -> Fixture.runs(p.pid())).count();
  }

  private JerboaException failure(String binary, String... args) {
    return assertThrows(JerboaException.class, power(binary, args)::on);
  }

  private QemuPower power(String binary, String... args) {
    return new QemuFactory().create(config(10, binary, args), TestContext.in(folder));
  }

  private static QemuConfig config(int timeout, String binary, String... args) {
    return new QemuConfig(binary, List.of(args), timeout);
  }

  private Path pidFile() {
    return folder.resolve("state/qemu.pid");
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(pidFile()).strip());
  }
}
