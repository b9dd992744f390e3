package dev.jerboa.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.jerboa.api.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process holds of the computer: threads of both kinds, child processes, sockets and
 * devices.
 */
record Footprint(Set<String> parts) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** A line of a thread dump, such as {@code #23 "name" virtual WAITING}. */
  private static final Pattern VIRTUAL = Pattern.compile("#(\\d+) \"(.*)\" virtual.*");

  private static final Pattern HARDWARE =
      Pattern.compile("socket:.*|/dev/(?!null|zero|u?random|tty$|pts/).*");

  static Footprint now() {
    Set<String> parts = new TreeSet<>();
    threads().forEach(parts::add);
    virtualThreads().forEach(parts::add);
    ProcessHandle.current().children().map(child -> "process " + child.pid()).forEach(parts::add);
    descriptors().forEach(parts::add);
    return new Footprint(parts);
  }

  /** Returns what is held now and was not before. */
  Set<String> growth() {
    Set<String> more = new TreeSet<>(now().parts);
    more.removeAll(parts);
    return more;
  }

  /** Does the same, but gives what is ending some time to end. */
  Set<String> lastingGrowth() {
    Deadline deadline = Deadline.after(PATIENCE);
    Set<String> more = growth();
    while (!more.isEmpty() && !deadline.expired()) {
      LockSupport.parkNanos(1_000_000);
      more = growth();
    }
    return more;
  }

  /** Leaves out the threads of the Java runtime, which are in groups of their own. */
  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !isOfTheRuntime(thread.getThreadGroup()))
        .map(thread -> "thread " + thread.getName() + " (" + thread.threadId() + ")");
  }

  private static boolean isOfTheRuntime(ThreadGroup group) {
    return group == null
        || Set.of("system", "InnocuousThreadGroup", "CarrierThreads").contains(group.getName());
  }

  /** Asks for a thread dump: no other way shows virtual threads. */
  private static Set<String> virtualThreads() {
    try {
      Path folder = Files.createTempDirectory("threads");
      Path dump = folder.resolve("dump.txt");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(dump).stream()
            .map(VIRTUAL::matcher)
            .filter(Matcher::matches)
            .map(line -> "virtual thread " + line.group(2) + " (" + line.group(1) + ")")
            .collect(Collectors.toSet());
      } finally {
        Files.deleteIfExists(dump);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns nothing where the system does not show its descriptors. */
  private static Set<String> descriptors() {
    Set<String> found = new TreeSet<>();
    String[] names = DESCRIPTORS.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      try {
        String target = Files.readSymbolicLink(DESCRIPTORS.resolve(name)).toString();
        if (HARDWARE.matcher(target).matches()) {
          found.add(target);
        }
      } catch (IOException e) {
        found.remove(name); // closed in the meantime
      }
    }
    return found;
  }
}
