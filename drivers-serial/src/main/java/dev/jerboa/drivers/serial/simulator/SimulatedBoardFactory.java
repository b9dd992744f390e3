package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.util.List;

/** Makes boards that exist only in memory, for dry runs, training and tests of faults. */
@Doc("A board in memory, console and power in one, for dry runs and tests of faults.")
public final class SimulatedBoardFactory implements DriverFactory<SimulatorConfig> {
  /** Called by {@link java.util.ServiceLoader}. */
  public SimulatedBoardFactory() {}

  @Override
  public String type() {
    return "simulated-board";
  }

  @Override
  public Class<SimulatorConfig> configType() {
    return SimulatorConfig.class;
  }

  @Override
  public SimulatedBoard create(SimulatorConfig config, DriverContext context) {
    Faults faults = new Faults(config.faults());
    List<SimulatedDisk> disks =
        config.disks().entrySet().stream()
            .map(
                disk ->
                    new SimulatedDisk(
                        disk.getKey(),
                        disk.getValue(),
                        context.resolve(disk.getValue().file()),
                        faults))
            .toList();
    UartLine uart = new UartLine(config.baudrate(), faults);
    return new SimulatedBoard(new Hardware(config, uart, disks, faults), context.logger());
  }
}
