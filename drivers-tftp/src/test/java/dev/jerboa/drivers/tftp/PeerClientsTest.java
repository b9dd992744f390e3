package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients written by others, where the machine has them. */
@Tag("G6")
class PeerClientsTest {
  private static final String FETCH_CURL = "curl -sS --max-time 60 -o OUT tftp://HOST:PORT/Image";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        FETCH_CURL,
        FETCH_CURL + " --tftp-blksize 1468",
        FETCH_CURL + " --tftp-blksize 8",
        FETCH_CURL + " --tftp-no-options",
        "tftp -m binary HOST PORT -c get Image OUT",
        "atftp --get --remote-file Image --local-file OUT HOST PORT",
        "atftp --option 'blksize 1468' --option 'tsize 0' --option 'timeout 3' --get"
            + " --remote-file Image --local-file OUT HOST PORT",
        "atftp --option 'blksize 1468' --option 'windowsize 16' --get"
            + " --remote-file Image --local-file OUT HOST PORT",
        "busybox tftp -g -r Image -l OUT HOST PORT",
        "busybox tftp -g -b 1468 -r Image -l OUT HOST PORT"
      })
  void fetchTheExactBytes(String command) throws IOException, InterruptedException {
    for (int size : new int[] {0, 1000, 100_000}) {
      try (Lab lab = Lab.serving(Lab.file("Image", size))) {
        Path out = folder.resolve("image" + size);
        String output = run(command.replace("OUT", out.toString()), lab);
        assertTrue(Files.exists(out), output);
        assertEquals(-1, Arrays.mismatch(expected(size), Files.readAllBytes(out)), output);
        Lab.awaitNoTransfers();
        assertTrue(lab.service.summary().endsWith("complete."), lab.service::summary);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -sS --max-time 60 -o OUT tftp://HOST:PORT/nothing",
        "atftp --get --remote-file nothing --local-file OUT HOST PORT",
        "busybox tftp -g -r nothing -l OUT HOST PORT"
      })
  void hearAtOnceThatThereIsNoSuchFile(String command) throws IOException, InterruptedException {
    try (Lab lab = Lab.serving(Lab.file("Image", 1))) {
      Path out = folder.resolve("image");
      assertNotEquals(0, exit(command.replace("OUT", out.toString()), lab));
      assertEquals("TFTP: refused: no file nothing.", lab.service.summary());
    }
  }

  private static byte[] expected(int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    new PatternSource(size).read(0, bytes);
    return bytes.array();
  }

  private String run(String command, Lab lab) throws IOException, InterruptedException {
    int exit = exit(command, lab);
    String output = Files.readString(folder.resolve("output"));
    assertEquals(0, exit, output);
    return output;
  }

  private int exit(String command, Lab lab) throws IOException, InterruptedException {
    String program = command.substring(0, command.indexOf(' '));
    assumeTrue(installed(program), () -> program + " is not installed");
    String line =
        command
            .replace("HOST", lab.address().getAddress().getHostAddress())
            .replace("PORT", Integer.toString(lab.address().getPort()));
    Process process =
        new ProcessBuilder(List.of("/bin/sh", "-c", "exec " + line))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      assertTrue(process.waitFor(90, TimeUnit.SECONDS), "still running: " + line);
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean installed(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
