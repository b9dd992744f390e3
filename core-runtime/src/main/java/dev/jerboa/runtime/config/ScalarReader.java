package dev.jerboa.runtime.config;

import dev.jerboa.api.Secret;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.config.YamlNode.Scalar.Kind;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns single values into Java values, or into problems. */
final class ScalarReader {
  private static final int MOST_DIGITS = 40;
  private static final int LONGEST_SHOWN = 60;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Problems problems;
  private final Function<String, Substitution.Result> substitution;
  private final Map<Class<?>, Reader> readers;

  ScalarReader(Problems problems, Function<String, Substitution.Result> substitution) {
    this.problems = problems;
    this.substitution = substitution;
    Reader bool = this::bool;
    Reader number = this::decimal;
    Reader int32 = (scalar, path) -> whole(scalar, path, Integer.SIZE).map(BigInteger::intValue);
    Reader int64 = (scalar, path) -> whole(scalar, path, Long.SIZE).map(BigInteger::longValue);
    this.readers =
        Map.ofEntries(
            Map.entry(String.class, this::text),
            Map.entry(Secret.class, this::secret),
            Map.entry(boolean.class, bool),
            Map.entry(Boolean.class, bool),
            Map.entry(int.class, int32),
            Map.entry(Integer.class, int32),
            Map.entry(long.class, int64),
            Map.entry(Long.class, int64),
            Map.entry(double.class, number),
            Map.entry(Double.class, number),
            Map.entry(Duration.class, this::duration),
            Map.entry(Path.class, this::path),
            Map.entry(URI.class, this::uri));
  }

  @FunctionalInterface
  private interface Reader {
    Optional<?> read(Scalar scalar, String path);
  }

  /** Returns whether values of a type are written as text without an inner structure. */
  static boolean isTextual(Class<?> type) {
    return type.isEnum()
        || List.of(String.class, Secret.class, Path.class, URI.class).contains(type);
  }

  boolean reads(Class<?> type) {
    return type.isEnum() || readers.containsKey(type);
  }

  /** Reads a value that is not null; an empty result means that a problem was added. */
  Optional<?> read(YamlNode node, String path, Class<?> type) {
    if (!(node instanceof Scalar scalar)) {
      String text = "expected " + expected(type) + ", found " + node.kindName();
      problems.add(node.position(), path, text);
      return Optional.empty();
    }
    return type.isEnum() ? choice(scalar, path, type) : readers.get(type).read(scalar, path);
  }

  /** Returns what a person calls a type, without an article. */
  static String name(Class<?> type) {
    return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "boolean" -> "true or false";
      case "int", "integer", "long" -> "whole number";
      case "double" -> "number";
      case "duration" -> "duration";
      case "path" -> "path";
      case "uri" -> "URI";
      case "yamlnode" -> "anything";
      default -> type.isEnum() ? "one of " + String.join(", ", words(type)) : "text";
    };
  }

  private static String expected(Class<?> type) {
    return switch (name(type)) {
      case "duration" -> "a duration such as 30s";
      case String name when List.of("whole number", "number", "path", "URI").contains(name) ->
          "a " + name;
      case String name -> name;
    };
  }

  private Optional<String> text(Scalar scalar, String path) {
    return switch (substitution.apply(scalar.text())) {
      case Substitution.Result.Missing(String why) -> {
        problems.add(scalar.position(), path, why);
        yield Optional.empty();
      }
      case Substitution.Result.Text(String text, boolean hidden) -> {
        if (hidden) {
          problems.hide(text);
        }
        yield Optional.of(text);
      }
    };
  }

  private Optional<Secret> secret(Scalar scalar, String path) {
    Optional<String> text = text(scalar, path);
    text.ifPresent(problems::hide);
    return text.map(Secret::new);
  }

  private Optional<Boolean> bool(Scalar scalar, String path) {
    if (scalar.kind() == Kind.BOOLEAN) {
      return Optional.of(Boolean.parseBoolean(scalar.text()));
    }
    return mistyped(scalar, path, boolean.class);
  }

  private Optional<BigInteger> whole(Scalar scalar, String path, int bits) {
    if (scalar.kind() != Kind.INTEGER) {
      return mistyped(scalar, path, int.class);
    }
    Optional<BigInteger> value = integer(scalar.text()).filter(v -> v.bitLength() < bits);
    if (value.isEmpty()) {
      BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
      String range = limit.negate() + " to " + limit.subtract(BigInteger.ONE);
      problems.add(
          scalar.position(), path, "the number " + shown(scalar) + " is outside of " + range);
    }
    return value;
  }

  static Optional<BigInteger> integer(String text) {
    if (text.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    if (text.startsWith("0x")) {
      return Optional.of(new BigInteger(text.substring(2), 16));
    }
    if (text.startsWith("0o")) {
      return Optional.of(new BigInteger(text.substring(2), 8));
    }
    return Optional.of(new BigInteger(text));
  }

  private Optional<Double> decimal(Scalar scalar, String path) {
    return number(scalar, path, double.class);
  }

  private Optional<Double> number(Scalar scalar, String path, Class<?> type) {
    Optional<Double> value =
        switch (scalar.kind()) {
          case INTEGER -> integer(scalar.text()).map(BigInteger::doubleValue);
          case FLOAT -> finite(scalar.text());
          case TEXT, BOOLEAN, NULL -> mistyped(scalar, path, type);
        };
    boolean numeric = scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.FLOAT;
    if (numeric && value.isEmpty()) {
      problems.add(scalar.position(), path, "the number " + shown(scalar) + " is out of range");
    }
    return value;
  }

  static Optional<Double> finite(String text) {
    boolean named = text.toLowerCase(Locale.ROOT).matches("[-+]?\\.(inf|nan)");
    return named
        ? Optional.empty()
        : Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
  }

  private Optional<Duration> duration(Scalar scalar, String path) {
    Optional<Double> withUnit =
        scalar.kind() == Kind.TEXT ? Durations.seconds(scalar.text()) : Optional.empty();
    Optional<Double> seconds = withUnit.or(() -> number(scalar, path, Duration.class));
    if (seconds.isPresent() && (seconds.get() < 0 || seconds.get() > LONGEST.toSeconds())) {
      String range = " is outside of 0s to " + LONGEST.toHours() + "h";
      problems.add(scalar.position(), path, "the duration " + shown(scalar) + range);
      return Optional.empty();
    }
    return seconds.map(Durations::ofSeconds);
  }

  private Optional<Path> path(Scalar scalar, String path) {
    try {
      return text(scalar, path).map(Path::of);
    } catch (InvalidPathException e) {
      problems.add(scalar.position(), path, "not a path: " + e.getReason());
      return Optional.empty();
    }
  }

  /** Shows nothing of a wrong URI, for it may carry a password. */
  private Optional<URI> uri(Scalar scalar, String path) {
    Optional<String> uri = text(scalar, path);
    try {
      return uri.isPresent() ? Optional.of(new URI(uri.get())) : Optional.empty();
    } catch (URISyntaxException e) {
      String text = "not a URI: " + e.getReason() + " at character " + (e.getIndex() + 1);
      problems.add(scalar.position(), path, text);
      return Optional.empty();
    }
  }

  private Optional<?> choice(Scalar scalar, String path, Class<?> type) {
    String wanted = word(scalar.text());
    Optional<?> constant =
        Arrays.stream(type.getEnumConstants())
            .filter(candidate -> word(((Enum<?>) candidate).name()).equals(wanted))
            .findFirst();
    if (constant.isEmpty()) {
      problems.addUnknown(
          scalar.position(),
          path,
          "expected " + expected(type),
          new Problems.Meant(scalar.text(), words(type)));
    }
    return constant;
  }

  static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> word(((Enum<?>) c).name())).toList();
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Does not show a text that was found: a secret may stand in the wrong place. */
  private <T> Optional<T> mistyped(Scalar scalar, String path, Class<?> type) {
    String value = scalar.kind() == Kind.TEXT ? "" : " '" + shown(scalar) + "'";
    String found = scalar.kindName() + value;
    problems.add(scalar.position(), path, "expected " + expected(type) + ", found " + found);
    return Optional.empty();
  }

  private static String shown(Scalar scalar) {
    String text = scalar.text();
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }
}
