package dev.jerboa.api.power;

/** A power switch that can tell its state. */
public interface PowerReading {
  /** Reads the state from the switch itself, never from memory. */
  PowerState read() throws InterruptedException;
}
