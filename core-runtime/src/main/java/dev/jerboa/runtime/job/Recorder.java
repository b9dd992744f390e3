package dev.jerboa.runtime.job;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport.Stage;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.config.Masker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Masks the events of a job, keeps what its result needs, and passes them on. */
final class Recorder implements FlashListener {
  private final Masker masker;
  private final FlashListener next;
  private final LinkedHashMap<String, Stage> stages = new LinkedHashMap<>();
  private Optional<PowerState> power = Optional.empty();

  Recorder(Masker masker, FlashListener next) {
    this.masker = masker;
    this.next = next;
  }

  @Override
  public synchronized void on(FlashEvent event) {
    FlashEvent masked = masker.mask(event);
    switch (masked) {
      case FlashEvent.StepFinished(String step, String title, var took) ->
          stages.putLast(step + title, new Stage(step, title, took));
      case FlashEvent.StepFailed failed -> stages.remove(failed.step() + failed.title());
      case FlashEvent.PowerLeft(PowerState state) -> power = Optional.of(state);
      default -> {}
    }
    next.on(masked);
  }

  void note(String text) {
    on(new FlashEvent.Note("job", text));
  }

  /** Returns the last end of each step that ended well. */
  synchronized List<Stage> stages() {
    return List.copyOf(stages.values());
  }

  /** Returns the power state that was reached last, on purpose. */
  synchronized Optional<PowerState> power() {
    return power;
  }
}
