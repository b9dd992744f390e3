package dev.jerboa.runtime.fetch;

import dev.jerboa.api.Deadline;

/** Who waits for a file, for how long, and what they are told meanwhile. */
public interface Watch {
  /** Returns the time limit of the whole. */
  Deadline deadline();

  /** Tells how many of the bytes have come. */
  void progress(long done, long total);

  /** Tells what a person should know although the fetching goes on. */
  void note(String text);
}
