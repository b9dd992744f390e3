package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that goes wrong on a simulated board; which of the values matter is said at each {@link
 * Kind}.
 */
public record Fault(
    @Doc("What goes wrong.") Kind fault,
    @Doc("How often it happens; 0 is always.") @Default("0") int times,
    @Doc("A position in bytes, or a number of buffers.") @Default("0") long at,
    @Doc("The number of a command since the board started, from 1; 0 is every one.") @Default("0")
        int command,
    @Doc("The disk that is meant; every disk when absent.") Optional<String> disk,
    @Doc("The direction on the console that is meant; both when absent.")
        Optional<Direction> direction,
    @Doc("Each so many characters on the console.") @Default("0") int every,
    @Doc("The probability for each character on the console, 0 to 1.") @Default("0")
        double probability,
    @Doc("The seed of the probability.") @Default("1") long seed,
    @Doc("How long something takes.") @Default("0s") Duration after,
    @Doc("The line that the kernel prints.") @Default(Fault.KERNEL_SAYS) String text) {

  private static final String KERNEL_SAYS = "[   42.123456] mmc0: tuning execution failed: -5";

  /** What goes wrong. */
  public enum Kind {
    /**
     * A character is lost on the console, by {@code every} or {@code probability}, from {@code
     * command} of the flasher OS on.
     */
    DROP,
    /** A character comes twice, else like {@link #DROP}. */
    DUPLICATE,
    /** One bit of a character is flipped, else like {@link #DROP}. */
    CHANGE,
    /** The kernel prints {@code text} at byte {@code at} of what {@code command} prints. */
    KERNEL_LINE,
    /** The board prints nothing more after {@code at} bytes since it was switched on. */
    SILENCE,
    /** The port of the console is gone after {@code at} bytes; connecting again helps. */
    UNPLUG,
    /** The board resets in the middle of its {@code command}-th {@code dd} that writes. */
    RESET,
    /** The kernel panics while it boots. */
    PANIC,
    /** U-Boot hangs in front of its prompt. */
    NO_PROMPT,
    /** U-Boot needs {@code after} to come to its prompt. */
    SLOW_PROMPT,
    /** U-Boot starts the kernel without looking at the console. */
    NO_STOP,
    /** A bit at {@code at} is flipped when it is written. */
    BIT_FLIP,
    /** The page at {@code at} keeps its old content when it is written. */
    LOST_WRITE,
    /** Writing fails at {@code at}. */
    WRITE_ERROR,
    /** Reading fails at {@code at}. */
    READ_ERROR,
    /** Reading ends at {@code at} without an error. */
    SHORT_READ,
    /** The disk is write-protected. */
    READ_ONLY,
    /** The disk has only {@code at} bytes. */
    TOO_SMALL,
    /**
     * The disk has no memory behind {@code at}: what is moved there is moved from its beginning on.
     */
    WRAP,
    /** The disk appears {@code after} the kernel has started. */
    LATE_DISK,
    /** Nobody answers DHCP. */
    NO_DHCP,
    /** The TFTP server does not know the file. */
    TFTP_NOT_FOUND,
    /** The TFTP server falls silent after {@code at} bytes; the waiting is skipped. */
    TFTP_TIMEOUT,
    /** The network card has room for {@code at} packets; what comes while it is full is lost. */
    FEW_BUFFERS,
    /** A byte at {@code at} of a file loaded by TFTP is damaged in memory. */
    BAD_MEMORY,
    /** The client closes its HTTP connection after {@code at} bytes. */
    CUT_DOWNLOAD
  }

  /** A direction on the console. */
  public enum Direction {
    TO_BOARD,
    FROM_BOARD
  }

  public Fault {
    boolean noise = fault == Kind.DROP || fault == Kind.DUPLICATE || fault == Kind.CHANGE;
    if (noise == (every == 0 && probability == 0)) {
      throw new IllegalArgumentException(
          "every or probability is needed with drop, duplicate and change, and only there");
    }
    if (probability < 0 || probability > 1) {
      throw new IllegalArgumentException("probability must be 0 to 1");
    }
    if (times < 0 || at < 0 || command < 0 || every < 0) {
      throw new IllegalArgumentException("times, at, command and every must not be negative");
    }
  }

  boolean concerns(String diskName) {
    return disk.isEmpty() || disk.get().equals(diskName);
  }

  boolean concerns(Direction way) {
    return direction.isEmpty() || direction.get() == way;
  }

  /** Starts a fault that happens always, at 0, on every disk. */
  public static Builder of(Kind kind) {
    return new Builder(kind);
  }

  /** Collects the values of a fault. Not safe for use by several threads. */
  public static final class Builder {
    private final Kind kind;
    private int times;
    private long at;
    private int command;
    private Optional<String> disk = Optional.empty();
    private Optional<Direction> direction = Optional.empty();
    private int every;
    private Duration after = Duration.ZERO;

    private Builder(Kind kind) {
      this.kind = kind;
    }

    /** Sets how often it happens. */
    public Builder times(int count) {
      this.times = count;
      return this;
    }

    /** Sets the position in bytes. */
    public Builder at(long position) {
      this.at = position;
      return this;
    }

    /** Sets the number of the command. */
    public Builder command(int number) {
      this.command = number;
      return this;
    }

    /** Names the disk. */
    public Builder disk(String name) {
      this.disk = Optional.of(name);
      return this;
    }

    /** Sets the direction. */
    public Builder direction(Direction way) {
      this.direction = Optional.of(way);
      return this;
    }

    /** Sets after how many characters it happens again. */
    public Builder every(int characters) {
      this.every = characters;
      return this;
    }

    /** Sets how long it takes. */
    public Builder after(Duration duration) {
      this.after = duration;
      return this;
    }

    public Fault build() {
      return new Fault(kind, times, at, command, disk, direction, every, 0, 1, after, KERNEL_SAYS);
    }
  }
}
