package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A board without hardware: a console, a power switch and disks that are files.
 *
 * <p>It exists only in this process, so that it is off in every new one. Safe for use by several
 * threads.
 */
public final class SimulatedBoard implements Driver, Console, Power, PowerReading {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Hardware hardware;
  private final Logger logger;
  private final AtomicInteger starts = new AtomicInteger();
  private Optional<Thread> software = Optional.empty();

  SimulatedBoard(Hardware hardware, Logger logger) {
    this.hardware = hardware;
    this.logger = logger;
  }

  /** Makes the files of the disks where they are absent. */
  @Override
  public void open() {
    for (SimulatedDisk disk : hardware.disks()) {
      try {
        disk.open();
      } catch (IOException e) {
        throw JerboaException.of(
                ErrorClass.CONFIG,
                "simulated-disk",
                "The file of the simulated disk %s cannot be used: %s".formatted(disk.name(), e))
            .hint("Correct file: of this disk.")
            .causedBy(e);
      }
    }
  }

  @Override
  public synchronized void on() {
    if (software.isEmpty()) {
      starts.incrementAndGet();
      hardware.uart().powerOn();
      // A virtual thread: interrupting it ends its network and file operations too.
      software = Optional.of(Thread.ofVirtual().name("simulated-board").start(this::run));
    }
  }

  @Override
  public synchronized void off() throws InterruptedException {
    if (software.isPresent()) {
      software.get().interrupt();
      if (!software.get().join(STOP)) {
        throw JerboaException.of(ErrorClass.POWER, "simulated", "The simulated board does not stop")
            .hint("This is a defect; report it.");
      }
      software = Optional.empty();
    }
  }

  @Override
  public synchronized PowerState read() {
    return software.isPresent() ? PowerState.ON : PowerState.OFF;
  }

  @Override
  public ConsoleLink connect(Deadline deadline) {
    return hardware.uart().connect();
  }

  @Override
  public boolean needsPower() {
    return false;
  }

  /** Adds a fault, from now on. */
  public void inject(Fault fault) {
    hardware.faults().add(fault);
  }

  /** Takes all faults away. */
  public void repair() {
    hardware.faults().clear();
  }

  /** Returns how often the board was switched on. */
  public int starts() {
    return starts.get();
  }

  /** Returns the names of the disks. */
  public List<String> disks() {
    return hardware.disks().stream().map(SimulatedDisk::name).toList();
  }

  private void run() {
    try {
      while (true) {
        start();
      }
    } catch (InterruptedException e) {
      logger.log(Level.DEBUG, "the simulated board lost its power");
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        logger.log(Level.DEBUG, "the simulated board lost its power", e);
      } else {
        logger.log(Level.ERROR, "the simulated board has failed", e);
        hardware.uart().print("\nsimulated board: " + e + "\n");
      }
    }
  }

  /** Runs the software from its beginning until the board resets. */
  private void start() throws InterruptedException {
    try {
      new UBootModel(hardware).run();
      new LinuxModel(hardware).run();
    } catch (BoardReset e) {
      logger.log(Level.DEBUG, "the simulated board resets");
    }
  }

  @Override
  public void close() {
    try {
      off();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
