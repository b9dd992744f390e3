package dev.jerboa.drivers.power;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.PowerContract;
import dev.jerboa.testkit.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class QemuContractTest implements PowerContract {
  @Override
  public DriverFactory<?> factory() {
    return new QemuFactory();
  }

  @Override
  public TestContext context(Path folder) {
    FakeQemu.write(folder.resolve("qemu"), "tame");
    return TestContext.in(folder);
  }

  @Override
  public String config() {
    return """
    binary: ./qemu
    args: [-M, virt]
    timeout: 20
    """;
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of("args: [-daemonize]", "args: [--pidfile, x]", "timeout: 0");
  }

  @Override
  public Optional<String> deadConfig() {
    return Optional.of("binary: ./qemu\nargs: [slow]\ntimeout: 1");
  }
}
