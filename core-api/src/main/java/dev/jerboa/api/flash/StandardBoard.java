package dev.jerboa.api.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.dialog.BootloaderConsole;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.files.FileServer;
import dev.jerboa.api.power.Power;
import java.util.List;

/**
 * A board that is flashed by the standard recipe: wiring from its children, facts from a bundle.
 */
public class StandardBoard implements Driver, Board {
  /** The children every board takes. */
  public static final List<ChildSpec> CHILDREN =
      List.of(
          ChildSpec.required("serial", Console.class),
          ChildSpec.required("power", Power.class),
          ChildSpec.auto("tftp", FileServer.class, "tftp"),
          ChildSpec.auto("http", FileServer.class, "http"),
          ChildSpec.auto("uboot", BootloaderConsole.class, "uboot"));

  private final Wiring wiring;
  private final BundleChoice bundle;

  /**
   * Wires a board.
   *
   * @throws JerboaException of class {@code CONFIG} if no bundle is named
   */
  public StandardBoard(FlasherConfig config, DriverContext context) {
    this.wiring =
        new Wiring(
            context.child("power", Power.class),
            context.child("serial", Console.class),
            context.child("tftp", FileServer.class),
            context.child("http", FileServer.class),
            context.child("uboot", BootloaderConsole.class).settings());
    this.bundle = choose(config, context);
  }

  private static BundleChoice choose(FlasherConfig config, DriverContext context) {
    String reference =
        config
            .flasherBundle()
            .orElseThrow(
                () ->
                    JerboaException.of(
                            ErrorClass.CONFIG,
                            "bundle-missing",
                            context.path() + ": no flasher_bundle is configured")
                        .hint("Name a bundle folder: flasher_bundle: bundles/my-board"));
    return new BundleChoice(
        context.resolve(reference).toString(),
        config.manifest().orElse("manifest.yaml"),
        config.variant(),
        config.defaultTarget());
  }

  @Override
  public Wiring wiring() {
    return wiring;
  }

  @Override
  public BundleChoice bundle() {
    return bundle;
  }
}
