package dev.jerboa.runtime.plugin;

/** Says in words for people why a plugin is not used. Never leaves this package. */
final class UnsuitablePluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsuitablePluginException(String why) {
    super(why);
  }
}
