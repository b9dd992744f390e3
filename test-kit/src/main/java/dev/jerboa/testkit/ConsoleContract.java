package dev.jerboa.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver of a console must keep, beside what every driver must. */
public interface ConsoleContract extends DriverContract {
  /** Returns a configuration whose line is not there, or empty where that cannot be. */
  Optional<String> absentConfig();

  @Test
  default void connectsAgainAfterClose(@TempDir Path folder) {
    try (Specimen specimen = specimen(config(), folder)) {
      for (int i = 0; i < 2; i++) {
        ConsoleLink link = connect(specimen);
        specimen.succeed("close of a link", link::close);
        specimen.succeed("a second close of a link", link::close);
      }
    }
  }

  @Test
  default void aReadWithoutBytesEndsInTime(@TempDir Path folder) {
    try (Specimen specimen = specimen(config(), folder);
        ConsoleLink link = connect(specimen)) {
      specimen.succeed("read", () -> link.read(new byte[100], Duration.ofMillis(50)));
    }
  }

  @Test
  default void closingALinkEndsItsRead(@TempDir Path folder) throws Exception {
    try (Specimen specimen = specimen(config(), folder)) {
      ConsoleLink link = connect(specimen);
      CountDownLatch reading = new CountDownLatch(1);
      Call read =
          () -> {
            reading.countDown();
            readToTheEnd(link, limit().multipliedBy(2));
          };
      CompletableFuture<Call.End> end =
          CompletableFuture.supplyAsync(read::end, Thread.ofPlatform().daemon()::start);
      reading.await();
      link.close();
      assertDoesNotThrow(
          () -> end.get(limit().toMillis(), TimeUnit.MILLISECONDS),
          "a read goes on although its link is closed");
    }
  }

  @Test
  default void anAbsentLineIsAnErrorOfClassConsole(@TempDir Path folder) {
    try (Specimen specimen = absentSpecimen(folder)) {
      Console console = specimen.as(Console.class);
      Optional<JerboaException> error =
          specimen.attempt("connect", () -> console.connect(Deadline.after(Duration.ZERO)).close());
      assertTrue(error.isPresent(), "connect succeeded, although the line is not there");
      assertEquals(ErrorClass.CONSOLE, error.get().errorClass(), error.get()::getMessage);
    }
  }

  @Test
  default void anInterruptEndsTheWaitForALine(@TempDir Path folder) {
    try (Specimen specimen = absentSpecimen(folder)) {
      Console console = specimen.as(Console.class);
      Deadline late = Deadline.after(limit().multipliedBy(2));
      specimen.interrupted("connect", () -> console.connect(late).close());
    }
  }

  @Test
  default void connectingInAWrongStateFailsWell(@TempDir Path folder) {
    Specimen specimen = Specimen.create(this, config(), folder);
    Console console = specimen.as(Console.class);
    Call connect = () -> console.connect(Deadline.after(Duration.ZERO)).close();
    specimen.attempt("connect without open", connect);
    specimen.succeed("open", specimen.driver()::open);
    specimen.succeed("close", specimen.driver()::close);
    specimen.attempt("connect after close", connect);
  }

  @Test
  default void connectingLeavesNothingBehind(@TempDir Path folder) {
    Footprint before = Footprint.now();
    try (Specimen specimen = specimen(config(), folder)) {
      connect(specimen).close();
    }
    assertEquals(Set.of(), before.lastingGrowth(), "close has left something behind");
  }

  private Specimen specimen(String config, Path folder) {
    return Specimen.create(this, config, folder).open();
  }

  private Specimen absentSpecimen(Path folder) {
    Assumptions.assumeTrue(absentConfig().isPresent(), "the line can be absent");
    return specimen(absentConfig().orElseThrow(), folder);
  }

  private static ConsoleLink connect(Specimen specimen) {
    Console console = specimen.as(Console.class);
    ConsoleLink[] link = new ConsoleLink[1];
    specimen.succeed("connect", () -> link[0] = console.connect(Deadline.seconds(10)));
    return link[0];
  }

  private static void readToTheEnd(ConsoleLink link, Duration wait) throws IOException {
    byte[] buffer = new byte[1000];
    int count = 0;
    while (count >= 0) {
      count = link.read(buffer, wait);
    }
  }
}
