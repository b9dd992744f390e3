package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.drivers.serial.simulator.Fault.Direction;
import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The serial line between the board and the one who holds its port, with the faults of the line.
 *
 * <p>The board prints whether somebody listens or not.
 */
final class UartLine {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Faults faults;
  private final AtomicInteger commands = new AtomicInteger();
  private final Wire toBoard;
  private final Wire fromBoard;
  private final AtomicReference<Optional<Link>> holder = new AtomicReference<>(Optional.empty());
  private long printed;
  private long inCommand;
  private boolean silent;

  UartLine(int baudrate, Faults faults) {
    this.faults = faults;
    this.toBoard = new Wire(baudrate, new Noise(faults, Direction.TO_BOARD, commands::get));
    this.fromBoard = new Wire(baudrate, new Noise(faults, Direction.FROM_BOARD, commands::get));
  }

  /** Gives the port to one user. */
  ConsoleLink connect() {
    Link link = new Link();
    if (!holder.compareAndSet(Optional.empty(), Optional.of(link))) {
      throw JerboaException.of(
              ErrorClass.CONSOLE, "busy", "The port of the simulated board is in use")
          .hint("Close the other console of this process.");
    }
    fromBoard.reset();
    return link;
  }

  /** Starts from nothing, as at power-on. */
  void powerOn() {
    toBoard.reset();
    printed = 0;
    commands.set(0);
    silent = false;
  }

  /** Counts the commands of the flasher OS, whose output can be disturbed. */
  void beginCommand() {
    int _ = commands.incrementAndGet();
    inCommand = 0;
  }

  void print(String text) {
    for (byte character : text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
      emit(character);
      inCommand++;
      faults
          .strike(Kind.KERNEL_LINE, fault -> isHere(fault))
          .ifPresent(fault -> (fault.text() + "\r\n").chars().forEach(c -> emit((byte) c)));
    }
  }

  private boolean isHere(Fault fault) {
    int number = commands.get();
    boolean meant = fault.command() == number || (fault.command() == 0 && number > 0);
    return meant && fault.at() == inCommand;
  }

  private void emit(byte character) {
    printed++;
    silent |= faults.strike(Kind.SILENCE, fault -> fault.at() == printed).isPresent();
    if (faults.strike(Kind.UNPLUG, fault -> fault.at() == printed).isPresent()) {
      fromBoard.cut();
    }
    if (!silent && holder.get().isPresent()) {
      fromBoard.put(character);
    }
  }

  /** Waits for a key. */
  char key() throws InterruptedException {
    Optional<Character> key = Optional.empty();
    while (key.isEmpty()) {
      key = key(FOR_EVER);
    }
    return key.get();
  }

  Optional<Character> key(Duration wait) throws InterruptedException {
    byte[] one = new byte[1];
    return toBoard.take(one, wait) == 1 ? Optional.of((char) (one[0] & 0xff)) : Optional.empty();
  }

  /** The side of the user. */
  private final class Link implements ConsoleLink {
    @Override
    public int read(byte[] buffer, Duration wait) {
      try {
        return isHeld() ? fromBoard.take(buffer, wait) : -1;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 0;
      }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (!isHeld()) {
        throw new IOException("the port is closed");
      }
      for (byte character : bytes) {
        toBoard.put(character);
      }
    }

    private boolean isHeld() {
      return holder.get().filter(link -> link == this).isPresent();
    }

    @Override
    public void close() {
      if (isHeld()) {
        holder.set(Optional.empty());
        fromBoard.cut();
      }
    }
  }
}
