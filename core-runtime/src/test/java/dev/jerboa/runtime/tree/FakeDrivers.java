package dev.jerboa.runtime.tree;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.power.Power;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Driver types that write down what is done to their drivers. */
final class FakeDrivers {
  final List<String> events = new ArrayList<>();
  final Set<String> failOpen = new HashSet<>();
  final Set<String> failClose = new HashSet<>();

  /** A type made of its parts. */
  record Type<C extends Record>(
      String type,
      Set<String> aliases,
      Class<C> configType,
      List<ChildSpec> children,
      BiFunction<C, DriverContext, Driver> maker)
      implements DriverFactory<C> {
    @Override
    public Driver create(C config, DriverContext context) {
      return maker.apply(config, context);
    }
  }

  record NoConfig() {}

  record SerialConfig(String url, @Default("115200") int baudrate, Optional<Double> cps) {}

  record PowerConfig(@Default("1") int port, Optional<Secret> password) {}

  record TftpConfig(@Default("69") int port) {}

  record BoardConfig(Optional<String> flasherBundle) {}

  DriverCatalog catalog() {
    return new DriverCatalog(types());
  }

  List<DriverFactory<?>> types() {
    return List.of(
        new Type<>(
            "serial",
            Set.of("jumpstarter_driver_pyserial.driver.PySerial"),
            SerialConfig.class,
            List.of(),
            (config, context) -> new FakeConsole(context)),
        new Type<>(
            "ykush",
            Set.of("jumpstarter_driver_yepkit.driver.Ykush"),
            PowerConfig.class,
            List.of(),
            this::power),
        new Type<>(
            "tftp", Set.of(), TftpConfig.class, List.of(), (config, context) -> new Fake(context)),
        new Type<>(
            "board",
            Set.of("jumpstarter_driver_flashers.driver.TIJ784S4Flasher"),
            BoardConfig.class,
            List.of(
                ChildSpec.required("serial", Console.class),
                ChildSpec.required("power", Power.class),
                ChildSpec.auto("tftp", Driver.class, "tftp")),
            (config, context) -> new Fake(context)),
        new Type<>(
            "endless",
            Set.of(),
            NoConfig.class,
            List.of(ChildSpec.auto("more", Driver.class, "endless")),
            (config, context) -> new Fake(context)),
        new Type<>(
            "orphan",
            Set.of(),
            NoConfig.class,
            List.of(ChildSpec.auto("helper", Driver.class, "serail")),
            (config, context) -> new Fake(context)),
        new Type<>("broken", Set.of(), NoConfig.class, List.of(), FakeDrivers::fail));
  }

  private Driver power(PowerConfig config, DriverContext context) {
    if (config.port() > 3) {
      String secret = config.password().map(Secret::reveal).orElse("");
      throw JerboaException.of(ErrorClass.CONFIG, "port", "port above 3, login " + secret)
          .hint("Use 1 to 3");
    }
    return new FakePower(context);
  }

  private static Driver fail(NoConfig config, DriverContext context) {
    throw new UnsupportedOperationException("nothing here");
  }

  /** A driver without capabilities. */
  class Fake implements Driver {
    final DriverContext context;

    Fake(DriverContext context) {
      this.context = context;
      events.add("create " + context.path());
    }

    @Override
    public void open() {
      act("open", failOpen);
    }

    @Override
    public void close() {
      act("close", failClose);
    }

    private void act(String what, Set<String> failing) {
      events.add(what + " " + context.path());
      if (failing.contains(context.path())) {
        throw new IllegalStateException(what + " failed: " + context.path());
      }
    }
  }

  class FakePower extends Fake implements Power {
    FakePower(DriverContext context) {
      super(context);
    }

    @Override
    public void on() {
      events.add("on");
    }

    @Override
    public void off() {
      events.add("off");
    }
  }

  class FakeConsole extends Fake implements Console {
    FakeConsole(DriverContext context) {
      super(context);
    }

    @Override
    public ConsoleLink connect(dev.jerboa.api.Deadline deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean needsPower() {
      return false;
    }
  }
}
