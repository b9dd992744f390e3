package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.flash.Board.BundleChoice;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.bundle.Bundles;
import java.util.Optional;
import java.util.Set;

/** Opens the flasher bundle and checks that it has what this flash asks for. */
final class OpenBundle implements Step {
  @Override
  public String id() {
    return "open-bundle";
  }

  @Override
  public String title() {
    return "Open the flasher bundle";
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.BUNDLE, TargetChoice.PART);
  }

  @Override
  public boolean oncePerFlash() {
    return true;
  }

  @Override
  public void run(FlashRun run) {
    BundleChoice configured = run.board().bundle();
    BundleChoice choice =
        run.request()
            .bundle()
            .map(
                reference ->
                    new BundleChoice(
                        reference,
                        configured.manifest(),
                        configured.variant(),
                        configured.defaultTarget()))
            .orElse(configured);
    Bundle bundle = Bundles.open(choice);
    run.put(Part.BUNDLE, bundle);
    run.put(TargetChoice.PART, target(run.request().target(), choice, bundle));
  }

  private static TargetChoice target(Optional<String> asked, BundleChoice choice, Bundle bundle) {
    var spec = bundle.manifest().spec();
    String name = asked.or(choice::defaultTarget).orElse(spec.defaultTarget());
    String device = spec.targets().get(name);
    if (device == null) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "unknown",
              "The bundle '%s' has no target '%s'"
                  .formatted(bundle.manifest().metadata().name(), name))
          .hint("Its targets are: " + String.join(", ", spec.targets().keySet()));
    }
    return new TargetChoice(name, device);
  }
}
