package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The clients that boards have, where this host has them too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {
  private static final int SIZE = 1 << 20;
  @TempDir private Path folder;
  private Server server;

  @BeforeAll
  void start() {
    server = Server.of(SIZE);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void curlDownloadsAll() throws Exception {
    assertEquals(Bytes.text(0, SIZE), run("curl", "-sSf", "-o", "OUT", url()));
    assertEquals(Bytes.text(0, SIZE), run("curl", "-0", "-sSf", "-o", "OUT", url()));
    assertEquals(Bytes.text(0, SIZE), run("curl", "--compressed", "-sSf", "-o", "OUT", url()));
  }

  @Test
  void curlTakesRanges() throws Exception {
    String range = "65000-70000";
    assertEquals(Bytes.text(65000, 5001), run("curl", "-sSf", "-r", range, "-o", "OUT", url()));
    assertEquals(Bytes.text(65000, 70000), run("curl", "-sSf", "-o", "OUT", url() + "/" + range));
  }

  @Test
  void curlResumes() throws Exception {
    Path part = folder.resolve("part");
    Files.writeString(part, Bytes.text(0, 1000), StandardCharsets.ISO_8859_1);
    run("curl", "-sSf", "-C", "-", "-o", part.toString(), url());
    assertEquals(Bytes.text(0, SIZE), Files.readString(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void wgetDownloadsAll() throws Exception {
    assertEquals(Bytes.text(0, SIZE), run("wget", "-q", "-O", "OUT", url()));
  }

  @Test
  void busyboxWgetDownloadsAllAndRanges() throws Exception {
    assertEquals(Bytes.text(0, SIZE), run("busybox", "wget", "-q", "-O", "OUT", url()));
    assertEquals(
        Bytes.text(5, 100_000), run("busybox", "wget", "-q", "-O", "OUT", url() + "/5-100000"));
  }

  private String url() {
    return server.uri().toString();
  }

  /** Runs a command and returns what it wrote to the file that stands for OUT. */
  private String run(String... command) throws IOException, InterruptedException {
    assumeTrue(isInstalled(command[0]), command[0] + " is not installed");
    Path out = folder.resolve("out");
    Files.deleteIfExists(out);
    List<String> words = new ArrayList<>(List.of(command));
    words.replaceAll(word -> word.equals("OUT") ? out.toString() : word);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try {
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "too slow: " + words);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
    return Files.exists(out) ? Files.readString(out, StandardCharsets.ISO_8859_1) : "";
  }

  private static boolean isInstalled(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
