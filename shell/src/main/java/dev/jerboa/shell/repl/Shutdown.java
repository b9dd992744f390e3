package dev.jerboa.shell.repl;

/** Tells an interrupt that ends the process from a Ctrl-C at the prompt; both look the same. */
final class Shutdown {
  private Shutdown() {}

  static boolean hasBegun() {
    try {
      // The one question that the runtime answers differently once it is ending.
      return Runtime.getRuntime().removeShutdownHook(Thread.ofPlatform().unstarted(() -> {}));
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
