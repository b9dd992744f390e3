package dev.jerboa.runtime.job;

import dev.jerboa.api.flash.FlashEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Hides secrets in texts that go to people, machines and files. Immutable. */
public final class Masker {
  private static final String MASK = "********";

  private final List<String> longestFirst;

  /** Hides these texts, and each line of them. */
  public Masker(Collection<String> secrets) {
    this.longestFirst =
        secrets.stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** Returns the text with every secret masked. */
  public String mask(String text) {
    String masked = text;
    for (String secret : longestFirst) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  FlashEvent mask(FlashEvent event) {
    return switch (event) {
      case FlashEvent.StepStarted(String step, String title) ->
          new FlashEvent.StepStarted(step, mask(title));
      case FlashEvent.StepFinished(String step, String title, var took) ->
          new FlashEvent.StepFinished(step, mask(title), took);
      case FlashEvent.StepFailed(String step, String title, var took, var code, String message) ->
          new FlashEvent.StepFailed(step, mask(title), took, code, mask(message));
      case FlashEvent.Note(String step, String text) -> new FlashEvent.Note(step, mask(text));
      case FlashEvent.AttemptStarted _,
          FlashEvent.Progress _,
          FlashEvent.PowerLeft _,
          FlashEvent.Finished _ ->
          event;
    };
  }
}
