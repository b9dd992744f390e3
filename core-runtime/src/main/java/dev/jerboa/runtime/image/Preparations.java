package dev.jerboa.runtime.image;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is in use in this process, so that all who want the same image have it read and decoded
 * once. Safe for use by several threads.
 */
final class Preparations {
  private final Map<String, Preparation> known = new HashMap<>();

  /**
   * Joins who uses an image, or begins to prepare it.
   *
   * @param key the same for the same image only
   */
  synchronized ImageView view(String key, Start start) throws IOException {
    Preparation running = known.get(key);
    if (running == null || !running.join()) {
      running = start.begin();
      known.put(key, running);
    }
    return new ImageView(running);
  }

  /** Begins to prepare an image for one user. */
  interface Start {
    Preparation begin() throws IOException;
  }
}
