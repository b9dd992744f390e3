package dev.jerboa.testkit;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A switch and a console, which are files, with one flaw. */
final class SampleDriver implements Driver, Power, PowerReading, Console {
  /** What the flaws leave behind, for the test to clear away. */
  private static final List<AutoCloseable> LITTER = new ArrayList<>();

  private final Flaw flaw;
  private final SampleFactory.Config config;
  private final DriverContext context;
  private final Path outlet;
  private boolean memory;
  private boolean opened;
  private int closed;
  private int connected;

  SampleDriver(Flaw flaw, SampleFactory.Config config, DriverContext context) {
    this.flaw = flaw;
    this.config = config;
    this.context = context;
    this.outlet = context.resolve("outlet");
    if (flaw == Flaw.CREATE_STARTS_A_THREAD) {
      litterIf(true, Thread.ofPlatform());
    } else if (flaw == Flaw.CREATE_USES_A_CHILD) {
      useChild();
    } else if (flaw == Flaw.CREATE_WRITES_A_FILE) {
      write(context.resolve("note"), "made");
    }
  }

  static void clear() throws Exception {
    for (AutoCloseable part : LITTER) {
      part.close();
    }
    LITTER.clear();
  }

  @Override
  public void open() {
    opened = true;
    if (flaw == Flaw.SECRET_IN_THE_LOG) {
      context.logger().log(System.Logger.Level.DEBUG, "log in with {0}", config.key().reveal());
    }
  }

  @Override
  public void close() {
    closed++;
    switch (flaw) {
      case CLOSE_NEEDS_OPEN -> require(opened);
      case SECOND_CLOSE_FAILS -> require(closed < 2);
      case SECOND_CLOSE_STARTS_A_VIRTUAL_THREAD -> litterIf(closed == 2, Thread.ofVirtual());
      case CLOSE_USES_A_CHILD -> useChild();
      case CLOSE_SWITCHES_OFF -> write(outlet, "off");
      default -> {}
    }
  }

  @Override
  public void on() throws InterruptedException {
    require(flaw != Flaw.POWER_IN_A_WRONG_STATE_IS_A_DEFECT || opened);
    require(flaw != Flaw.SECOND_ON_FAILS || read() == PowerState.OFF);
    if (flaw == Flaw.ON_LEAVES_A_SOCKET) {
      litterSocket();
    }
    turn(PowerState.ON);
  }

  @Override
  public void off() throws InterruptedException {
    turn(PowerState.OFF);
  }

  private void turn(PowerState state) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    if (interrupted && flaw != Flaw.IGNORES_AN_INTERRUPT) {
      throw new InterruptedException();
    }
    if (config.url().equals("dead")) {
      fail(interrupted);
    }
    memory = state == PowerState.ON;
    write(outlet, state.toString());
  }

  private void fail(boolean interrupted) throws InterruptedException {
    JerboaException error = JerboaException.of(ErrorClass.POWER, "no-answer", "it is silent");
    String hint = "Look at the cable.";
    switch (flaw) {
      case NO_ERROR_WHEN_DEAD -> {}
      case WAITS_FOR_EVER_WHEN_DEAD -> new CountDownLatch(1).await();
      case ERROR_OF_THE_JDK -> throw new UncheckedIOException(new IOException("refused"));
      case ERROR_OF_ANOTHER_CLASS ->
          throw JerboaException.of(ErrorClass.FETCH, "x", "it is silent").hint(hint);
      case ERROR_WITH_A_BAD_CODE ->
          throw JerboaException.of(ErrorClass.POWER, "No answer", "it is silent").hint(hint);
      case ERROR_WITHOUT_HINT -> throw error;
      case SECRET_IN_AN_ERROR -> throw error.hint("Is " + config.key().reveal() + " right?");
      default -> throw error.hint(hint + interrupted);
    }
  }

  @Override
  public PowerState read() {
    if (flaw == Flaw.READS_ITS_MEMORY) {
      return memory ? PowerState.ON : PowerState.OFF;
    }
    try {
      boolean on = Files.exists(outlet) && Files.readString(outlet).equals("on");
      return on ? PowerState.ON : PowerState.OFF;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ConsoleLink connect(Deadline deadline) throws InterruptedException {
    require(flaw != Flaw.CONSOLE_IN_A_WRONG_STATE_IS_A_DEFECT || opened);
    connected++;
    require(flaw != Flaw.CONNECTS_ONCE || connected == 1);
    if (config.url().equals("dead") && flaw != Flaw.NO_ERROR_WHEN_ABSENT) {
      boolean interrupted = Thread.interrupted();
      if (interrupted && flaw != Flaw.IGNORES_AN_INTERRUPT_WHEN_ABSENT) {
        throw new InterruptedException();
      }
      throw JerboaException.of(ErrorClass.CONSOLE, "absent", "no line").hint("Plug it in.");
    }
    litterIf(flaw == Flaw.LINK_LEAVES_A_THREAD, Thread.ofPlatform());
    return new SampleLink(flaw);
  }

  @Override
  public boolean needsPower() {
    return false;
  }

  @Override
  public String toString() {
    return flaw == Flaw.SECRET_IN_ITS_TEXT ? config.key().reveal() : config.toString();
  }

  private void useChild() {
    try {
      context.child("hub", Power.class).off();
    } catch (InterruptedException | JerboaException e) {
      context.logger().log(System.Logger.Level.DEBUG, "the child does nothing", e);
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a defect");
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void litterIf(boolean really, Thread.Builder kind) {
    if (!really) {
      return;
    }
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        kind.name("litter")
            .start(
                () -> {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    LITTER.add(
        () -> {
          end.countDown();
          thread.join();
        });
  }

  private static void litterSocket() {
    try {
      LITTER.add(new ServerSocket(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
