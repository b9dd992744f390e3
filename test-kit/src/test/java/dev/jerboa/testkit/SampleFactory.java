package dev.jerboa.testkit;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.power.Power;
import dev.jerboa.runtime.config.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes drivers with one flaw. */
public class SampleFactory implements DriverFactory<SampleFactory.Config> {
  private static Flaw current = Flaw.NONE;

  private final Flaw flaw = current;
  private Optional<Driver> shared = Optional.empty();

  /** Called by {@link java.util.ServiceLoader}. */
  public SampleFactory() {}

  /** Sets the flaw of the factories made from now on. */
  static void use(Flaw flaw) {
    current = flaw;
  }

  static Flaw current() {
    return current;
  }

  /** The keys of the sample. */
  public record Config(
      @Doc("Where the switch is.") String url,
      @Doc("The password of the switch.") Secret key,
      @Doc("The outlet, 1 to 8.") @Default("1") int outlet) {}

  @Override
  public String type() {
    return flaw == Flaw.TYPE_IN_CAPITALS ? "Sample" : "sample";
  }

  @Override
  public Set<String> aliases() {
    return switch (flaw) {
      case ALIAS_OF_TWO_WORDS -> Set.of("the sample");
      case ALIAS_IS_TYPE -> Set.of("sample");
      default -> Set.of("sample_driver.driver.Sample");
    };
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public List<ChildSpec> children() {
    return switch (flaw) {
      case CHILD_TWICE ->
          List.of(ChildSpec.required("hub", Power.class), ChildSpec.optional("hub", Power.class));
      case CHILD_IS_A_CLASS ->
          List.of(ChildSpec.required("hub", Power.class), ChildSpec.optional("x", String.class));
      default -> List.of(ChildSpec.required("hub", Power.class));
    };
  }

  @Override
  public Driver create(Config config, DriverContext context) {
    if (config.outlet() > 8 && flaw != Flaw.TAKES_EVERY_VALUE) {
      throw refusal();
    }
    Driver driver = new SampleDriver(flaw, config, context);
    if (flaw == Flaw.SHARES_ONE_DRIVER) {
      driver = shared.orElse(driver);
      shared = Optional.of(driver);
    }
    return driver;
  }

  private RuntimeException refusal() {
    JerboaException error = JerboaException.of(ErrorClass.CONFIG, "outlet", "no such outlet");
    return switch (flaw) {
      case REFUSES_AS_A_DEFECT -> new IllegalStateException("no such outlet");
      case REFUSES_WITHOUT_HINT -> error;
      default -> error.hint("Set outlet to 1 to 8.");
    };
  }

  /** A record with a key that nobody explains. */
  public record Undocumented(@Doc("Where the switch is.") String url, int outlet) {}

  /** A record with a secret that nothing masks. */
  public record OpenSecret(@Doc("The password of the switch.") Optional<String> adminPassword) {}

  /** A record with a key for which there is no value in YAML. */
  public record Foreign(@Doc("The thread to use.") Optional<Thread> thread) {}

  /** A record of which none can be made. */
  public record Unmade(
      @Doc("The thread to use.") Thread thread, @Doc("Where the switch is.") String url) {}

  /** A record that takes whatever is there. */
  public record Raw(@Doc("Anything.") YamlNode url) {}
}
