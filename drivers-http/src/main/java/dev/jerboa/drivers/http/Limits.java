package dev.jerboa.drivers.http;

import java.time.Duration;

/**
 * How long a client may keep a connection waiting.
 *
 * @param head from the first byte of a request to the end of its headers
 * @param idle before a request, and for taking the next 256 KiB of an answer
 */
record Limits(Duration head, Duration idle) {
  static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** How often the limits are checked: a connection may live longer by as much. */
  static final Duration CHECK_EVERY = Duration.ofMillis(250);
}
