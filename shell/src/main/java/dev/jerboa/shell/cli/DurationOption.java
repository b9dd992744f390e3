package dev.jerboa.shell.cli;

import dev.jerboa.runtime.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 30s}, {@code 10m} and the like on the command line. */
final class DurationOption implements ITypeConverter<Duration> {
  private static final Duration LONGEST = Duration.ofDays(366);

  @Override
  public Duration convert(String text) {
    return Durations.parse(text)
        .filter(duration -> duration.compareTo(LONGEST) <= 0)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is no duration such as 30s or 10m"));
  }
}
