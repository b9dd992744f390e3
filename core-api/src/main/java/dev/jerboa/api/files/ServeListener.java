package dev.jerboa.api.files;

/** Hears how far a board has come with the files it pulls. Called on the server's threads. */
@FunctionalInterface
public interface ServeListener {
  /** A listener that hears nothing. */
  ServeListener NONE = (name, bytes) -> {};

  /**
   * Tells that {@code bytes} more bytes of the file have been handed to the network, repeated ones
   * included.
   */
  void sent(String name, long bytes);
}
