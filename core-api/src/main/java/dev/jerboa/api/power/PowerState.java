package dev.jerboa.api.power;

import java.util.Locale;

/** Whether a board has power. */
public enum PowerState {
  ON,
  OFF;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
