package dev.jerboa.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.job.JobQueue;
import dev.jerboa.runtime.job.JobReader;
import dev.jerboa.runtime.job.JobResult;
import dev.jerboa.runtime.job.JobResult.Verdict;
import dev.jerboa.runtime.job.LoadedJob;
import dev.jerboa.runtime.job.Setting;
import dev.jerboa.runtime.state.BoardLock;
import dev.jerboa.runtime.state.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs on simulated boards. */
@Timeout(120)
class JobsTest {
  private static final String LAB =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: bench}
      export:
        board:
          type: simulated-board
          config: {baudrate: 0, bootdelay: 0, password: hunter22, faults: []}
        storage:
          type: flasher
          config: {flasher_bundle: bundle}
          children: {serial: {ref: board}, power: {ref: board}}
      """;
  private static final String JOB =
      """
      apiVersion: jerboa.dev/v1alpha1
      kind: Job
      metadata: {name: smoke}
      lab: lab.yaml
      checks:
        - expect: "login:"
        - login: {username: root, password: "${env:PW}"}
        - run: date
          output: "1970"
        - run: echo hunter22
      """;

  @TempDir Path folder;
  private final List<FlashEvent> events = new CopyOnWriteArrayList<>();
  private Consumer<FlashEvent> reaction = event -> {};

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("lab.yaml"), LAB);
    Files.writeString(folder.resolve("job.yaml"), JOB);
  }

  private Path state() {
    return folder.resolve("state");
  }

  private List<LoadedJob> read(List<String> files, String... settings) {
    Folders folders =
        Folders.of(
            Map.of(
                "JERBOA_CACHE_HOME", folder.resolve("cache").toString(),
                "JERBOA_STATE_HOME", state().toString()));
    JobReader reader =
        new JobReader(
            file -> Lab.load(file, folders),
            Map.of("PW", "hunter22"),
            Stream.of(settings).map(Setting::parse).toList(),
            Optional.empty());
    return reader.readAll(files.stream().map(folder::resolve).toList());
  }

  private List<JobResult> run(List<LoadedJob> jobs, int atOnce) {
    return new JobQueue(job -> new Output()).run(jobs, atOnce);
  }

  private final class Output implements JobQueue.Output {
    @Override
    public FlashListener events() {
      return event -> {
        events.add(event);
        reaction.accept(event);
      };
    }

    @Override
    public void finished(JobResult result) {}
  }

  private JobResult run(String... settings) {
    return run(read(List.of("job.yaml"), settings), 1).getFirst();
  }

  private void fault(String fault) throws IOException {
    Files.writeString(
        folder.resolve("lab.yaml"), LAB.replace("faults: []", "faults: [" + fault + "]"));
  }

  @Test
  void aBoardThatIsAsDemandedPassesAndIsLeftOff() {
    JobResult result = run();
    assertEquals(Verdict.PASSED, result.verdict(), result::toString);
    assertEquals(0, result.exitCode());
    assertEquals(Optional.of(PowerState.OFF), result.power());
    assertEquals(5, result.stages().size(), result.stages()::toString);
  }

  @Test
  void secretsAreInNoEventAndNoResult() {
    JobResult result = run();
    assertTrue(result.toString().contains("Run echo ********"), result::toString);
    assertFalse((events.toString() + result).contains("hunter22"), result::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "checks[2].output=2999, check.output, 2",
    "checks[3].run=false, check.status, 3",
    "checks[1].login.password=wrong, check.login-refused, 1",
    "checks[0].expect=never, check.timeout, 0",
    "checks[0].not[0]=Linux, check.bad-sign, 0",
  })
  void aCheckThatFailsIsAFailureOfTheBoard(String setting, String code, int failed) {
    JobResult result = run(setting, "checks[0].timeout=4s");
    assertEquals(code, result.error().orElseThrow().code(), result::toString);
    assertEquals(13, result.exitCode());
    assertEquals(Verdict.FAILED, result.checks().get(failed).verdict());
    assertEquals(
        failed + 1L, result.checks().stream().filter(c -> c.verdict() != Verdict.SKIPPED).count());
    assertEquals(Optional.of(PowerState.OFF), result.power());
  }

  @Test
  void thePowerIsLeftOnAfterAFailingCheckWhereThatIsDeclared() {
    JobResult result = run("checks[3].run=false", "power_after=on");
    assertEquals(13, result.exitCode());
    assertEquals(Optional.of(PowerState.ON), result.power());
  }

  @Test
  void aPanicIsAFailureThatMayPassInTheNextAttempt() throws IOException {
    fault("{fault: panic, times: 1}");
    JobResult first = run();
    assertEquals("check.bad-sign", first.error().orElseThrow().code(), first::toString);
    JobResult second = run("retries=1");
    assertEquals(Verdict.PASSED, second.verdict(), second::toString);
    assertEquals(2, second.attempts());
  }

  @Test
  void aLostConsoleIsAnErrorAndNoVerdictOnTheBoard() throws IOException {
    fault("{fault: unplug, at: 200}");
    JobResult result = run("power_after=on");
    assertEquals("console.lost", result.error().orElseThrow().code(), result::toString);
    assertEquals(Verdict.ERROR, result.verdict());
    assertEquals(Optional.of(PowerState.OFF), result.power());
  }

  @Test
  void theTimeLimitOfTheJobIsNamed() {
    JobResult result = run("timeout=1s", "checks[0].expect=never");
    assertEquals("check.job-timeout", result.error().orElseThrow().code(), result::toString);
  }

  @Test
  void aBoardInUseIsNotTouched() {
    try (BoardLock _ = BoardLock.take(state(), folder.resolve("lab.yaml"))) {
      JobResult result = run();
      assertEquals(12, result.exitCode(), result::toString);
      assertEquals(Optional.empty(), result.power());
      assertEquals(List.of(), events);
    }
  }

  @Test
  void jobsOfOneLabRunOneAfterTheOtherAndOneThatFailsStopsNoOther() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), JOB.replace("smoke", "bad").replace("1970", "x"));
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/lab.yaml"), LAB);
    Files.writeString(folder.resolve("other/job.yaml"), JOB.replace("smoke", "other"));
    List<JobResult> results = run(read(List.of("bad.yaml", "job.yaml", "other/job.yaml")), 3);
    assertEquals(
        List.of("bad failed", "smoke passed", "other passed"),
        results.stream().map(result -> result.name() + " " + result.verdict()).toList());
    assertEquals(13, JobQueue.exitCode(results));
  }

  @Test
  void anInterruptEndsAllJobsWithThePowerOff() throws IOException {
    Files.writeString(folder.resolve("second.yaml"), JOB.replace("smoke", "second"));
    Thread main = Thread.currentThread();
    reaction =
        event -> {
          if (event instanceof FlashEvent.StepStarted(String step, String _)
              && step.equals("check-1")) {
            main.interrupt();
          }
        };
    List<JobResult> results =
        run(read(List.of("job.yaml", "second.yaml"), "checks[0].expect=never"), 1);
    assertTrue(Thread.interrupted());
    assertEquals(
        List.of(130, 130), results.stream().map(JobResult::exitCode).toList(), results::toString);
    assertEquals(Optional.of(PowerState.OFF), results.getFirst().power());
    assertEquals(Optional.empty(), results.getLast().power());
  }

  @Test
  void twoJobsOfOneNameAreRefused() {
    JerboaException error =
        assertThrows(JerboaException.class, () -> read(List.of("job.yaml", "job.yaml")));
    assertEquals("config.job-name", error.code());
  }

  @ParameterizedTest
  @CsvSource({"board=storge, 'did you mean ''storage''?'", "board=board, has no board 'board'"})
  void aBoardThatIsNotThereIsTold(String setting, String text) {
    JerboaException error =
        assertThrows(JerboaException.class, () -> read(List.of("job.yaml"), setting));
    assertTrue(String.valueOf(error.getMessage()).contains(text), error::getMessage);
  }

  @Test
  void theWorstExitCodeCounts() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      Files.writeString(folder.resolve(name + ".yaml"), JOB.replace("smoke", name));
      names.add(name + ".yaml");
    }
    try (BoardLock _ = BoardLock.take(state(), folder.resolve("lab.yaml"))) {
      assertEquals(12, JobQueue.exitCode(run(read(names), 2)));
    }
    assertEquals(0, JobQueue.exitCode(List.of()));
  }

  @Test
  void valuesOfSettingsAreNotShownToOthers() {
    assertEquals(
        "jerboa job run a.yaml --set checks[1].login.password=... --set=lab=... -j 2",
        Words.withoutValues(
            List.of(
                "job",
                "run",
                "a.yaml",
                "--set",
                "checks[1].login.password=x y",
                "--set=lab=z",
                "-j",
                "2")));
  }

  @Test
  void everyCommandTakesAWaitAndCycleKeepsItsOwn() {
    assertEquals(2, Cli.run("job", "run", "none.yaml", "--wait", "soon"));
    assertEquals(2, Cli.run("--wait", "1s", "job", "run", folder.resolve("none.yaml").toString()));
  }
}
