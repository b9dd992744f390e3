package dev.jerboa.runtime.job;

import dev.jerboa.api.flash.FlashReport.Written;
import dev.jerboa.runtime.job.JobResult.CheckResult;
import dev.jerboa.runtime.job.JobResult.Failure;
import dev.jerboa.runtime.job.JobResult.Verdict;
import java.io.Writer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes results as JUnit XML: a suite a job, a case for the flash and for each check.
 *
 * <p>A check that the board did not pass is a {@code failure}; what kept the job from a verdict is
 * an {@code error}, in a case of its own if it happened outside of flash and checks.
 */
public final class JUnitReport {
  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes a whole document; the caller closes {@code out}. */
  public static void write(List<JobResult> results, Writer out) {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new JUnitReport(xml).document(results);
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the results cannot be written as XML", e);
    }
  }

  /** One case; an error is empty for what passed or was not reached. */
  private record Case(String name, Verdict verdict, Duration took, Optional<Failure> error) {}

  private void document(List<JobResult> results) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    for (JobResult result : results) {
      suite(result);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(JobResult result) throws XMLStreamException {
    List<Case> cases = cases(result);
    xml.writeStartElement("testsuite");
    attribute("name", result.name());
    attribute("tests", Integer.toString(cases.size()));
    attribute("failures", count(cases, List.of(Verdict.FAILED)));
    attribute("errors", count(cases, List.of(Verdict.ERROR, Verdict.CANCELLED)));
    attribute("skipped", count(cases, List.of(Verdict.SKIPPED)));
    attribute("time", seconds(result.took()));
    attribute("timestamp", result.started().truncatedTo(ChronoUnit.SECONDS).toString());
    properties(result);
    for (Case one : cases) {
      testcase(result, one);
    }
    element("system-out", String.join("\n", result.console()));
    xml.writeEndElement();
  }

  private static List<Case> cases(JobResult result) {
    List<Case> cases = new ArrayList<>();
    result
        .flash()
        .map(flash -> new Case("flash", flash.verdict(), flash.took(), flash.error()))
        .ifPresent(cases::add);
    int number = 0;
    for (CheckResult check : result.checks()) {
      number++;
      String name = "check " + number + ": " + check.name();
      cases.add(new Case(name, check.verdict(), check.took(), check.error()));
    }
    boolean told = cases.stream().anyMatch(one -> one.error().isPresent());
    if (!told && result.error().isPresent()) {
      cases.add(new Case("job", result.verdict(), Duration.ZERO, result.error()));
    }
    return cases;
  }

  private static String count(List<Case> cases, List<Verdict> verdicts) {
    return Long.toString(cases.stream().filter(one -> verdicts.contains(one.verdict())).count());
  }

  private void properties(JobResult result) throws XMLStreamException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("file", result.file().toString());
    properties.put("lab", result.lab());
    properties.put("board", result.board());
    properties.put("attempts", Integer.toString(result.attempts()));
    result
        .flash()
        .flatMap(JobResult.Flash::report)
        .ifPresent(
            report -> {
              properties.put("verified", Boolean.toString(report.verified()));
              report.written().forEach(written -> image(properties, written));
            });
    result.power().ifPresent(power -> properties.put("power", power.toString()));
    result.transcript().ifPresent(file -> properties.put("transcript", file.toString()));
    xml.writeStartElement("properties");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      xml.writeEmptyElement("property");
      attribute("name", property.getKey());
      attribute("value", property.getValue());
    }
    xml.writeEndElement();
  }

  private static void image(Map<String, String> properties, Written written) {
    String place = "[" + written.device().place() + "]";
    properties.put("image" + place, written.file().toString());
    properties.put("sha256" + place, written.sha256());
    properties.put("device" + place, written.device().path());
  }

  private void testcase(JobResult result, Case one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("name", one.name());
    attribute("classname", result.name());
    attribute("time", seconds(one.took()));
    if (one.verdict() == Verdict.SKIPPED) {
      xml.writeEmptyElement("skipped");
    }
    if (one.error().isPresent()) {
      trouble(one.verdict() == Verdict.FAILED ? "failure" : "error", one.error().get());
    }
    xml.writeEndElement();
  }

  private void trouble(String kind, Failure failure) throws XMLStreamException {
    xml.writeStartElement(kind);
    attribute("message", failure.message().lines().findFirst().orElse(""));
    attribute("type", failure.code());
    xml.writeCharacters(legal(failure.message() + "\nhint: " + failure.hint()));
    xml.writeEndElement();
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(legal(text));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  /** Writes characters that XML 1.0 does not allow (2.2) as {@code \x1b}. */
  private static String legal(String text) {
    return text.codePoints()
        .mapToObj(c -> isLegal(c) ? Character.toString(c) : String.format("\\x%02x", c))
        .collect(Collectors.joining());
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }
}
