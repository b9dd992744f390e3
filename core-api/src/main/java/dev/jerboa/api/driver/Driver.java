package dev.jerboa.api.driver;

/**
 * Something on the exporter that can be used: a power outlet, a serial port, a server, a board.
 *
 * <p>A driver also implements the capabilities it offers ({@code Power}, {@code Console} and so
 * on). Its factory creates it without touching hardware; {@link #open} is called before the first
 * use and after the children have been opened, {@link #close} in the reverse order. Nothing is
 * called after {@code close}.
 */
public interface Driver extends AutoCloseable {
  /** Acquires what the driver needs without changing the state of the board. */
  default void open() {}

  /** Releases everything the driver holds. Idempotent; leaves the board's power as it is. */
  @Override
  default void close() {}
}
