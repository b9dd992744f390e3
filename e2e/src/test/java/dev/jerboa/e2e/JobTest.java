package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.junit.jupiter.api.Test;

/** Jobs on a real board and on a simulated one, their results read by Surefire's own parser. */
class JobTest {
  private static final String NIGHTLY =
      """
      apiVersion: jerboa.dev/v1alpha1
      kind: Job
      metadata: {name: nightly}
      lab: lab.yaml
      flash:
        images: [{file: bundle/os.img.xz}]
        retries: 0
      checks:
        - expect: "demo-os login:"
        - login: {username: root, password: "${env:PW}"}
        - run: uname -r
          output: '^6\\.1'
        - run: test -e /nothing
          status: 1
      """;
  private static final String SIMULATED =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: simulated}
      export:
        board:
          type: simulated-board
          config: {baudrate: 0}
        storage:
          type: flasher
          config: {flasher_bundle: bundle}
          children: {serial: {ref: board}, power: {ref: board}}
      """;
  private static final String FAILING =
      """
      apiVersion: jerboa.dev/v1alpha1
      kind: Job
      metadata: {name: failing}
      lab: simulated.yaml
      checks:
        - login: {username: root}
        - run: date
          output: "2999"
        - run: "true"
      """;

  private static VirtualLab lab() throws Exception {
    VirtualLab lab = new VirtualLab();
    lab.disk("disk.img", 512 * VirtualLab.MIB);
    Files.writeString(lab.file("nightly.yaml"), NIGHTLY);
    Files.writeString(lab.file("simulated.yaml"), SIMULATED);
    Files.writeString(lab.file("failing.yaml"), FAILING);
    return lab;
  }

  private static List<ReportTestSuite> suites(VirtualLab lab) {
    File folder = lab.file("reports").toFile();
    return new SurefireReportParser(List.of(folder), new NullConsoleLogger()).parseXMLReportFiles();
  }

  @Test
  void twoJobsAtOnceOfWhichOneFails() throws Exception {
    try (VirtualLab lab = lab()) {
      Files.createDirectories(lab.file("reports"));
      Running jobs =
          lab.startPlain(
              "job",
              "run",
              "nightly.yaml",
              "failing.yaml",
              "-j",
              "2",
              "--result",
              "result.json",
              "--junit",
              "reports/TEST-jobs.xml",
              "--set",
              "checks[0].timeout=100s");
      Result result = jobs.await().expect(13, "[nightly] ", "[failing] ", "did not print '2999'");
      assertTrue(
          result.out().lines().anyMatch(l -> l.matches(" +nightly +passed .*")), result.out());
      assertTrue(
          result.out().lines().anyMatch(l -> l.matches(" +failing +failed .*")), result.out());
      assertEquals(List.of(), lab.emulators());
      for (ReportTestSuite suite : suites(lab)) {
        assertCases(suite);
      }
      String json = Files.readString(lab.file("result.json"));
      assertTrue(json.startsWith("{\"exitCode\":13,"), json);
      assertTrue(json.contains("\"verified\":true"), json);
      assertTrue(json.contains("\"sha256\":\"" + sha256(lab.file("bundle/os.img"))), json);
    }
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }

  private static void assertCases(ReportTestSuite suite) {
    List<String> failed =
        suite.getTestCases().stream()
            .filter(ReportTestCase::hasFailure)
            .map(ReportTestCase::getName)
            .toList();
    boolean nightly = suite.getFullClassName().equals("nightly");
    assertEquals(nightly ? List.of() : List.of("check 2: Run date"), failed);
    assertEquals(nightly ? 5 : 3, suite.getTestCases().size());
    assertEquals(0, suite.getNumberOfErrors());
    assertEquals(nightly ? 0 : 1, suite.getNumberOfSkipped());
  }

  @Test
  void aSignalInACheckPowersTheBoardOff() throws Exception {
    try (VirtualLab lab = lab()) {
      String job = NIGHTLY.replaceAll("(?s)flash:.*?checks:.*", "checks: [{expect: never}]\n");
      Files.writeString(lab.file("nightly.yaml"), job);
      Running run =
          lab.startPlain("--json", "job", "run", "nightly.yaml")
              .awaitOutput("\"step\":\"check-1\"");
      assertEquals(1, lab.emulators().size());
      run.signal("TERM");
      run.await().expect(143, "\"verdict\":\"cancelled\"");
      assertEquals(List.of(), lab.emulators());
    }
  }
}
