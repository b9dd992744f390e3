package dev.jerboa.api.flash;

/** Hears the events of a flash. Called by one thread at a time; must return quickly. */
@FunctionalInterface
public interface FlashListener {
  /** A listener that hears nothing. */
  FlashListener NONE = event -> {};

  void on(FlashEvent event);
}
