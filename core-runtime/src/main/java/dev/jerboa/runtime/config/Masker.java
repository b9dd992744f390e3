package dev.jerboa.runtime.config;

import dev.jerboa.api.flash.FlashEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Hides secrets in texts that go to people, machines and files. Immutable. */
public final class Masker {
  /** Hides nothing. */
  public static final Masker NONE = new Masker(List.of());

  /** What is shorter is no secret, and occurs in too many words. */
  private static final int SHORTEST = 3;

  private final List<String> longestFirst;

  /** Hides these texts, and each line of them, of three characters and more. */
  public Masker(Collection<String> secrets) {
    this.longestFirst =
        secrets.stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(line -> line.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** Returns the text with every secret masked. */
  public String mask(String text) {
    String masked = text;
    for (String secret : longestFirst) {
      masked = masked.replace(secret, Problems.MASK);
    }
    return masked;
  }

  /** Returns a masker that hides what either of both hides. */
  public Masker and(Masker other) {
    return new Masker(Stream.concat(longestFirst.stream(), other.longestFirst.stream()).toList());
  }

  /** Returns the event with every secret masked. */
  public FlashEvent mask(FlashEvent event) {
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
