package dev.jerboa.testkit;

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;

/** The contract of a driver with a flaw in its configuration; {@link ContractTest} runs it. */
final class KeysContract implements DriverContract {
  @Override
  public DriverFactory<?> factory() {
    return switch (SampleFactory.current()) {
      case UNDOCUMENTED_KEY -> new Keys<>(SampleFactory.Undocumented.class);
      case SECRET_IS_TEXT -> new Keys<>(SampleFactory.OpenSecret.class);
      case KEY_OF_A_FOREIGN_TYPE -> new Keys<>(SampleFactory.Foreign.class);
      case KEY_READ_RAW -> new Keys<>(SampleFactory.Raw.class);
      case RECORD_THAT_CANNOT_BE_MADE -> new Keys<>(SampleFactory.Unmade.class);
      default -> throw new AssertionError(SampleFactory.current() + " is no flaw of a record");
    };
  }

  @Override
  public String config() {
    return switch (SampleFactory.current()) {
      case UNDOCUMENTED_KEY -> "url: here\noutlet: 3";
      case SECRET_IS_TEXT -> "admin_password: open-sesame";
      case KEY_OF_A_FOREIGN_TYPE -> "";
      case RECORD_THAT_CANNOT_BE_MADE -> "thread: main\nurl: here";
      default -> "url: here";
    };
  }

  /** Nothing to test here: this type is not meant to be found. */
  @Override
  public void isRegisteredAsAService() {}

  private record Keys<C extends Record>(Class<C> configType) implements DriverFactory<C> {
    @Override
    public String type() {
      return "keys";
    }

    @Override
    public Driver create(C config, DriverContext context) {
      return new Driver() {};
    }
  }
}
