package dev.jerboa.runtime.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a job file is told with its place, before any lab is loaded. */
class JobReaderTest {
  private static final String HEAD =
      """
      apiVersion: jerboa.dev/v1alpha1
      kind: Job
      metadata: {name: nightly}
      lab: lab.yaml
      """;
  private static final String CHECKS = HEAD + "checks: [{expect: 'login:'}]\n";

  @TempDir Path folder;

  private String problems(String text, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), text);
    JobReader reader =
        new JobReader(
            path -> {
              throw new AssertionError("the lab was loaded: " + path);
            },
            Map.of("PW", "hunter22"),
            Stream.of(settings).map(Setting::parse).toList(),
            Optional.empty());
    JerboaException error = assertThrows(JerboaException.class, () -> reader.read(file));
    assertEquals(ErrorClass.CONFIG, error.errorClass());
    return String.valueOf(error.getMessage()).replace(file.toString(), "job.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flsh: {}                                     | 5:1: flsh: unknown key; did you mean 'flash'?",
        "checks: []                                   | 1:1: needs 'flash' or 'checks'",
        "checks: [{expect: a, send: b}]               | 5:10: checks[0]: needs exactly one of",
        "checks: [{timeout: 5s}]                      | 5:10: checks[0]: needs exactly one of",
        "checks: [{expect: '(a'}]                     | 5:19: checks[0].expect: expect is no regular",
        "checks: [{expect: a, not: ['[']}]            | 5:27: checks[0].not: not is no regular",
        "checks: [{expect: a, status: 1}]             | 5:30: checks[0].status: status goes with 'run'",
        "checks: [{run: date}]                        | 5:9: checks: checks must have a 'login' before",
        "checks: [{send: a, not: [b]}]                | 5:25: checks[0].not: not goes with 'expect'",
        "checks: [{send: a, timeout: 5s}]             | 5:29: checks[0].timeout: timeout does not go",
        "checks: [{login: {usrname: root}}]           | 5:19: checks[0].login.usrname: unknown key; did you",
        "checks: [{expct: a}]                         | 5:11: checks[0].expct: unknown key; did you mean",
        "checks: [{expect: a, timeout: soon}]         | 5:31: checks[0].timeout: expected a duration",
        "checks: [{expect: a, timeout: 0s}]           | 5:31: checks[0].timeout: timeout must be longer",
        "checks: {expect: a}                          | 5:9: checks: expected a list, found a mapping",
        "flash: {images: []}                          | 5:17: flash.images: images must not be empty",
        "flash: {images: [{file: a, checksum: abc}]}  | 5:38: flash.images[0].checksum: checksum must be",
        "flash: {images: [{target: emmc}]}            | 5:18: flash.images[0].file: missing key",
        "flash: {images: [{file: a}], retries: -1}    | 5:39: flash.retries: retries must be 0 to 100",
        "flash: {images: [{file: a}, {file: b}]}      | 5:17: flash.images: images: b (default target)",
        "flash: {images: [{file: a}]}                 | 5:25: flash.images[0].file: there is no readable",
        "power_after: maybe                           | 5:14: power_after: expected one of on, off",
        "timeout: x                                   | 5:10: timeout: expected a duration such as",
        "checks: [{run: '${env:NONE}'}]               | 5:16: checks[0].run: the environment variable",
        "lab: other.yaml                              | 5:1: lab: the key stands here a second time",
      })
  void isToldWithItsPlace(String line, String problem) throws IOException {
    String told = problems(HEAD + line + "\n");
    assertTrue(told.contains("job.yaml:" + problem), told);
  }

  @Test
  void everythingIsToldAtOnce() throws IOException {
    String told = problems("kind: Jb\ncheks: []\ntimeout: x\n");
    assertTrue(told.startsWith("5 problems in "), told);
  }

  @Test
  void oneProblemHidesNoOther() throws IOException {
    String told =
        problems(
            """
            apiVersion: jerboa.dev/v1
            kind: Jb
            metadata: {name: all}
            flash: {images: [{target: emmc}, {file: none.img}], retries: -2, timeout: 0s}
            checks: [{expect: a, timeout: 0s}]
            retries: -1
            """);
    for (String problem :
        List.of(
            "1:13: apiVersion: ",
            "4:18: flash.images[0].file: missing key",
            "4:41: flash.images[1].file: there is no readable file",
            "4:62: flash.retries: ",
            "4:75: flash.timeout: ",
            "5:31: checks[0].timeout: ",
            "6:10: retries: ")) {
      assertTrue(told.contains("job.yaml:" + problem), () -> problem + " in " + told);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chcks[0].expect=a   | --set chcks[0].expect: chcks: unknown key; did you mean 'checks'?",
        "checks[0].expet=a   | --set checks[0].expet: unknown key; did you mean 'expect'?",
        "checks[0].timeout=x | --set checks[0].timeout: expected a duration such as 30s",
        "checks[7].expect=a  | --set checks[7].expect: the list has 1 entries, counted from [0]",
        "checks.expect=a     | --set checks.expect: 'expect' needs a mapping, and there is a list",
        "lab.name=a          | --set lab.name: 'name' needs a mapping, and there is text",
        "flash.verify=maybe  | --set flash.verify: expected true or false",
        "retries=101         | --set retries: retries must be 0 to 100",
        "lab=none            | --set lab: there is no exporter file 'none' beside the job",
      })
  void aSettingIsToldByItsName(String setting, String problem) throws IOException {
    String told = problems(CHECKS, setting);
    assertTrue(told.contains("\n" + problem), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checks", "=x", "a..b=c", "checks[x]=1", "x-mine=1"})
  void aSettingOfAnotherFormIsAUsageError(String text) {
    JerboaException error = assertThrows(JerboaException.class, () -> Setting.parse(text));
    assertEquals("usage.set", error.code());
  }

  @Test
  void noSecretIsShown() throws IOException {
    String told =
        problems(CHECKS + "retries: 200\n", "checks[0].expect=(${env:PW}", "checks[0].send=s3cret");
    assertFalse(told.contains("hunter22") || told.contains("s3cret"), told);
  }

  @Test
  void severalBrokenFilesAreAllTold() throws IOException {
    Path first = Files.writeString(folder.resolve("a.yaml"), "kind: Jb\n");
    Path second = Files.writeString(folder.resolve("b.yaml"), "kind: Jb\n");
    JobReader reader =
        new JobReader(
            path -> {
              throw new AssertionError(path);
            },
            Map.of(),
            List.of(),
            Optional.empty());
    JerboaException error =
        assertThrows(JerboaException.class, () -> reader.readAll(List.of(first, second)));
    assertTrue(String.valueOf(error.getMessage()).contains("a.yaml"));
    assertTrue(error.getSuppressed()[0].getMessage().contains("b.yaml"));
  }
}
