package dev.jerboa.flasher.ti.j784s4;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.DriverContract;
import java.util.List;

class J784s4ContractTest implements DriverContract {
  @Override
  public DriverFactory<?> factory() {
    return new J784s4Factory();
  }

  @Override
  public String config() {
    return """
    flasher_bundle: bundles/ti-j784s4
    manifest: manifest.yaml
    variant: k3-am69-sk
    default_target: emmc
    """;
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of("", "flasher_bundle: [a]");
  }
}
