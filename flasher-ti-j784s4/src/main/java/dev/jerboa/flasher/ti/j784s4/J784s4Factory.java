package dev.jerboa.flasher.ti.j784s4;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoardFactory;
import java.util.Set;

/** Makes boards of the type {@code ti-j784s4}. */
@Doc("Flashes a TI J784S4 EVM.")
public final class J784s4Factory extends StandardBoardFactory {
  /** Called by {@link java.util.ServiceLoader}. */
  public J784s4Factory() {}

  @Override
  public String type() {
    return "ti-j784s4";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("jumpstarter_driver_flashers.driver.TIJ784S4Flasher");
  }

  @Override
  public J784s4Board create(FlasherConfig config, DriverContext context) {
    if (config.flasherBundle().isEmpty()) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "bundle-missing",
              context.path() + ": no flasher_bundle is configured, and none comes with Jerboa")
          .hint(
              "Put the files that bundles/ti-j784s4/README.md names into that folder, and name it:"
                  + " flasher_bundle: PATH/TO/bundles/ti-j784s4");
    }
    return new J784s4Board(config, context);
  }
}
