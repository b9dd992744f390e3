package dev.jerboa.api;

/**
 * A value that must not be shown: its text form is masked everywhere but in {@link #reveal}.
 *
 * @param reveal the value itself
 */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "********";
  }
}
