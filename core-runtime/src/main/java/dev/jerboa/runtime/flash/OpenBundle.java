package dev.jerboa.runtime.flash;

import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.Board.BundleChoice;
import dev.jerboa.api.flash.FlashRequest;
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
    return Set.of(Part.BUNDLE, Targets.PART);
  }

  @Override
  public boolean oncePerFlash() {
    return true;
  }

  @Override
  public void run(FlashRun run) {
    BundleChoice choice = choice(run.board(), run.request().bundle());
    Bundle bundle = Bundles.open(choice);
    Targets targets = Targets.of(bundle, choice.defaultTarget());
    run.request().images().forEach(targets::of);
    FlashRequest.requireApart(run.request().images().stream().map(targets::named).toList());
    run.put(Part.BUNDLE, bundle);
    run.put(Targets.PART, targets);
  }

  /** Returns the configured bundle of a board, or what is asked for instead. */
  static BundleChoice choice(Board board, Optional<String> instead) {
    BundleChoice configured = board.bundle();
    return new BundleChoice(
        instead.orElse(configured.reference()),
        configured.manifest(),
        configured.variant(),
        configured.defaultTarget());
  }
}
