package dev.jerboa.runtime.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.runtime.HostShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The question about tools, answered by the shell of this computer for a file as the target. */
@Execution(ExecutionMode.SAME_THREAD) // the file in memory has the same name for all
class ToolProbeTest {
  /** Waits until the process whose number is in a file has told its result and ended. */
  private static final String AFTER_ANOTHER =
      """
      until [ -e %s ]; do :; done
      until ! grep '^State:' /proc/$(cat %s)/status | grep -vq Z; do :; done
      """;

  @TempDir private Path folder;

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private BoardTools ask(String path) throws Exception {
    Path target = Files.write(folder.resolve("target"), new byte[4096]);
    String question = ToolProbe.question(target.toString());
    return new ToolProbe(HostShell.play(question, Map.of("PATH", path)).output()).tools();
  }

  private String before() {
    return folder + ":" + System.getenv("PATH");
  }

  @Test
  void whatTheShellCanDoIsFound() throws Exception {
    BoardTools tools = ask(before());
    assertTrue(tools.wholeBlocks());
    assertEquals(Runtime.getRuntime().availableProcessors(), tools.processors());
    for (String memory : List.of("/tmp", "/dev/shm", "/run")) {
      assertFalse(Files.exists(Path.of(memory, "jb")), "nothing is left in " + memory);
    }
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void theFasterDigestIsTaken(DigestAlgorithm faster) throws Exception {
    String somethingToDigest = "[ $(head -c 1 | wc -c) = 0 ] || ";
    String won = folder.resolve("won").toString();
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      String end = algorithm == faster ? "echo $PPID >%s.new; mv %s.new %s" : AFTER_ANOTHER;
      tool(algorithm.command(), somethingToDigest + "{\n" + end.replace("%s", won) + "\n}");
    }
    BoardTools tools = ask(before());
    assumeTrue(tools.memory().isPresent(), "there is no tmpfs here to run the race in");
    assertEquals(faster, tools.algorithm());
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void theOnlyDigestIsTaken(DigestAlgorithm only) throws Exception {
    for (String name : List.of("dd", "grep", "rm")) {
      Files.copy(Path.of("/bin", name), folder.resolve(name));
    }
    tool(only.command(), "exit 0");
    assertEquals(only, ask(folder.toString()).algorithm());
  }

  @ParameterizedTest
  @CsvSource({"MemAvailable:  464360 kB, 2", "MemAvailable: 61234 kB, 1", "MemTotal: 464360 kB, 1"})
  void twoStreamsNeedMemory(String line, int writers) {
    assertEquals(writers, new ToolProbe(line).tools().writers());
  }
}
