package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.ConsoleContract;
import dev.jerboa.testkit.PowerContract;
import java.util.List;
import java.util.Optional;

class SimulatedBoardContractTest implements PowerContract, ConsoleContract {
  @Override
  public DriverFactory<?> factory() {
    return new SimulatedBoardFactory();
  }

  @Override
  public String config() {
    return """
    banner: U-Boot
    password: open-sesame
    disks:
      mmcblk0: {file: disk, size: 1M}
    faults:
      - {fault: slow-prompt, after: 1s}
    """;
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of(
        "address: 127.0.0.1",
        "tools: [gcc]",
        "baudrate: -1",
        "disks: {mmcblk0: {file: disk, size: 100}}",
        "faults: [{fault: drop}]");
  }

  @Override
  public Optional<String> deadConfig() {
    return Optional.empty();
  }

  @Override
  public Optional<String> absentConfig() {
    return Optional.empty();
  }

  @Override
  public boolean outlivesTheDriver() {
    return false;
  }
}
