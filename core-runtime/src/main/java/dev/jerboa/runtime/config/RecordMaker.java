package dev.jerboa.runtime.config;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls the canonical constructor of a record and puts its refusal at the right place. */
final class RecordMaker {
  private static final Pattern FIRST_WORD = Pattern.compile("['\"]?(?<word>[A-Za-z_]\\w*)");

  private final Problems problems;

  RecordMaker(Problems problems) {
    this.problems = problems;
  }

  /** The mapping that a record is made of, and its path. */
  record Place(Mapping mapping, String path) {}

  Optional<?> make(Class<?> type, List<Object> values, Place place) {
    try {
      return Optional.of(canonicalConstructor(type).newInstance(values.toArray()));
    } catch (InvocationTargetException e) {
      return refused(type, e.getCause(), place);
    } catch (ReflectiveOperationException e) {
      throw broken(type, "it cannot be made", Optional.of(e));
    }
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    if (!constructor.trySetAccessible()) {
      String cure = "make it public and export " + type.getPackageName() + " from its module";
      throw broken(type, "it is hidden; " + cure, Optional.empty());
    }
    return constructor;
  }

  private Optional<?> refused(Class<?> type, Throwable cause, Place place) {
    switch (cause) {
      case IllegalArgumentException refusal -> refuse(type, refusal, place);
      case JerboaException refusal -> refuse(type, refusal, place);
      case Error error -> throw error;
      default ->
          throw broken(
              type, "its constructor failed: " + cause.getClass().getName(), Optional.of(cause));
    }
    return Optional.empty();
  }

  private void refuse(Class<?> type, RuntimeException refusal, Place place) {
    String message = refusal.getMessage() == null ? refusal.toString() : refusal.getMessage();
    Optional<String> key = keyIn(message, RecordBinder.keysOf(type));
    Optional<YamlNode> culprit = key.flatMap(place.mapping()::get);
    problems.addForeign(
        culprit.orElse(place.mapping()).position(),
        key.map(name -> RecordBinder.join(place.path(), name)).orElse(place.path()),
        message);
  }

  private static Optional<String> keyIn(String message, List<String> keys) {
    Matcher matcher = FIRST_WORD.matcher(message);
    return matcher.lookingAt()
        ? Optional.of(matcher.group("word")).filter(keys::contains)
        : Optional.empty();
  }

  /** Makes the error of a record that no file can satisfy. */
  static JerboaException broken(Class<?> type, String why, Optional<? extends Throwable> cause) {
    String text = "the configuration type " + type.getName() + " cannot be used: " + why;
    JerboaException broken =
        JerboaException.of(ErrorClass.PLUGIN, "config-record", text)
            .hint("Report this to the author of the driver.");
    cause.ifPresent(broken::causedBy);
    return broken;
  }
}
