package dev.jerboa.testkit;

import dev.jerboa.api.driver.DriverFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The contract of the sample driver; {@link ContractTest} runs it. */
final class SampleContract implements PowerContract, ConsoleContract {
  private static final String DEAD = "url: dead\nkey: open-sesame";

  @Override
  public DriverFactory<?> factory() {
    boolean registered = SampleFactory.current() != Flaw.UNREGISTERED;
    return registered ? new SampleFactory() : new SampleFactory() {};
  }

  @Override
  public String config() {
    return "url: here\nkey: open-sesame\noutlet: 3";
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of("url: here\nkey: open-sesame\noutlet: 9");
  }

  @Override
  public Optional<String> deadConfig() {
    return Optional.of(DEAD);
  }

  @Override
  public Optional<String> absentConfig() {
    return Optional.of(DEAD);
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(2);
  }
}
