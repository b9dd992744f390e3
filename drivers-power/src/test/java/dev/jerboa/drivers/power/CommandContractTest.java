package dev.jerboa.drivers.power;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.PowerContract;
import java.util.List;
import java.util.Optional;

class CommandContractTest implements PowerContract {
  @Override
  public DriverFactory<?> factory() {
    return new CommandFactory();
  }

  @Override
  public String config() {
    return """
    on: echo on > outlet
    off: echo off > outlet
    read: cat outlet
    timeout: 20
    """;
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of(
        "on: ''\noff: 'true'",
        "on: 'true'\noff: ' '",
        "on: 'true'\noff: 'true'\nread: ''",
        "on: 'true'\noff: 'true'\ntimeout: 0");
  }

  @Override
  public Optional<String> deadConfig() {
    return Optional.of("on: sleep 600\noff: sleep 600\nread: sleep 600\ntimeout: 1");
  }
}
