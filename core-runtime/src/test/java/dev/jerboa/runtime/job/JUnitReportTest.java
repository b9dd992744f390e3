package dev.jerboa.runtime.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.runtime.job.JobResult.CheckResult;
import dev.jerboa.runtime.job.JobResult.Failure;
import dev.jerboa.runtime.job.JobResult.Verdict;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitReportTest {
  private static JobResult result(
      List<CheckResult> checks, Optional<Failure> error, List<String> console) {
    return new JobResult(
        "a <job> & \"more\"",
        Path.of("job.yaml"),
        "bench",
        "storage",
        error.map(e -> e.exitCode() == 13 ? Verdict.FAILED : Verdict.ERROR).orElse(Verdict.PASSED),
        error.map(Failure::exitCode).orElse(0),
        1,
        Instant.EPOCH,
        Duration.ofMillis(1500),
        Optional.empty(),
        checks,
        List.of(),
        error,
        Optional.empty(),
        Optional.empty(),
        console);
  }

  private static Document written(JobResult result) throws Exception {
    StringWriter text = new StringWriter();
    JUnitReport.write(List.of(result), text);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text.toString())));
  }

  private static Element only(Document document, String name) {
    assertEquals(1, document.getElementsByTagName(name).getLength(), name);
    return (Element) document.getElementsByTagName(name).item(0);
  }

  @Test
  void whatAConsolePrintsIsLegalXml() throws Exception {
    String noise = "\u0000\u001b[31m]]> <&>\ud800 \uffff é";
    Document document = written(result(List.of(), Optional.empty(), List.of(noise, "end")));
    String text = only(document, "system-out").getTextContent();
    assertEquals("\\x00\\x1b[31m]]> <&>\\xd800 \\xffff é\nend", text);
    assertEquals("a <job> & \"more\"", only(document, "testsuite").getAttribute("name"));
  }

  @Test
  void aFailingCheckIsAFailureAndTheRestIsSkipped() throws Exception {
    Failure failure = new Failure("check.status", 13, "'x' ended\nwith 1", "Look.");
    CheckResult failed =
        new CheckResult("Run x", Verdict.FAILED, Duration.ZERO, Optional.of(failure));
    CheckResult rest = new CheckResult("Run y", Verdict.SKIPPED, Duration.ZERO, Optional.empty());
    Document document = written(result(List.of(failed, rest), Optional.of(failure), List.of()));
    Element suite = only(document, "testsuite");
    assertEquals("2", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals("0", suite.getAttribute("errors"));
    assertEquals("1", suite.getAttribute("skipped"));
    assertEquals("'x' ended", only(document, "failure").getAttribute("message"));
    assertEquals("check.status", only(document, "failure").getAttribute("type"));
    assertTrue(only(document, "failure").getTextContent().contains("with 1"));
  }

  @Test
  void whatHappensOutsideOfChecksIsAnErrorOfItsOwn() throws Exception {
    Failure busy = new Failure("busy.board", 12, "in use", "Wait.");
    CheckResult rest = new CheckResult("Run y", Verdict.SKIPPED, Duration.ZERO, Optional.empty());
    JobResult ended = result(List.of(rest), Optional.of(busy), List.of());
    Document document = written(ended);
    assertEquals("busy.board", only(document, "error").getAttribute("type"));
    assertEquals("2", only(document, "testsuite").getAttribute("tests"));
  }
}
