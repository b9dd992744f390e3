package dev.jerboa.testkit;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.BootloaderConsole;
import dev.jerboa.api.dialog.BootloaderSettings;
import dev.jerboa.api.driver.ChildSpec;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Children that can be held but not used: each call is told, and fails as an absent device. */
final class StandIn {
  private static final BootloaderConsole BOOTLOADER =
      () -> new BootloaderSettings(Optional.empty(), "\u001b", Duration.ofSeconds(60));

  private StandIn() {}

  /** Makes a child; settings of a bootloader are facts and not a use. */
  @SuppressWarnings("ReferenceEquality") // what Object.equals does is meant
  static Object of(ChildSpec spec, Consumer<String> uses) {
    Class<?> capability = spec.capability();
    if (capability == BootloaderConsole.class) {
      return BOOTLOADER;
    }
    InvocationHandler handler =
        (self, method, arguments) -> {
          String call = spec.name() + "." + method.getName();
          return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            case "toString" -> spec.name();
            default -> {
              uses.accept(call);
              throw refuse(call);
            }
          };
        };
    return Proxy.newProxyInstance(
        capability.getClassLoader(), new Class<?>[] {capability, AutoCloseable.class}, handler);
  }

  private static JerboaException refuse(String call) {
    return JerboaException.of(ErrorClass.CONFIG, "stand-in", call + ": a stand-in does nothing")
        .hint("Give the TestContext a child that works, by its method child.");
  }
}
