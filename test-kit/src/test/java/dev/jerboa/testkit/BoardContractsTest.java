package dev.jerboa.testkit;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.tree.DriverCatalog;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The contracts of the types that come with the engine, which cannot depend on this module. */
class BoardContractsTest {
  private static DriverFactory<?> factory(String type) {
    return DriverCatalog.builtIn().find(type).orElseThrow();
  }

  @Nested
  class FlasherContractTest implements DriverContract {
    @Override
    public DriverFactory<?> factory() {
      return BoardContractsTest.factory("flasher");
    }

    @Override
    public String config() {
      return """
      flasher_bundle: bundle
      manifest: other.yaml
      variant: evm
      default_target: emmc
      """;
    }

    @Override
    public List<String> refusedConfigs() {
      return List.of("", "flasher_bundle: [bundle]");
    }
  }

  @Nested
  class UBootContractTest implements DriverContract {
    @Override
    public DriverFactory<?> factory() {
      return BoardContractsTest.factory("uboot");
    }

    @Override
    public String config() {
      return """
      prompt: "=> "
      interrupt: " "
      timeout: 5s
      """;
    }

    @Override
    public List<String> refusedConfigs() {
      return List.of("interrupt: ''", "timeout: 0s");
    }
  }
}
