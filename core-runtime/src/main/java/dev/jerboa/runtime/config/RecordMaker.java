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

  /**
   * A component.
   *
   * @param value what the file says, or what its absence means; empty if that has problems
   * @param standIn what the absence of the key means, or nothing of its kind; empty if there is
   *     none
   */
  record Slot(String key, Optional<Object> value, Optional<Object> standIn) {
    Slot replaced() {
      return new Slot(key, Optional.empty(), standIn);
    }

    Optional<Object> best() {
      return value.or(() -> standIn);
    }
  }

  /**
   * Makes a record, or finds all that its constructor refuses: each refused value is replaced by
   * its default to find the next one, as is a value that has problems already.
   */
  Optional<?> make(Class<?> type, List<Slot> slots, Place place) {
    List<Slot> tried = slots;
    while (tried.stream().allMatch(slot -> slot.best().isPresent())) {
      Object[] values = tried.stream().map(slot -> slot.best().orElseThrow()).toArray();
      try {
        Object made = canonicalConstructor(type).newInstance(values);
        return replaced(tried).isEmpty() ? Optional.of(made) : Optional.empty();
      } catch (InvocationTargetException e) {
        if (isDefect(e.getCause()) && !replaced(tried).isEmpty()) {
          return Optional.empty(); // it may be right with what the file says
        }
        Optional<String> culprit = refused(refusal(type, e.getCause()), place, tried);
        List<Slot> next = without(culprit, tried);
        if (next.equals(tried)) {
          return Optional.empty();
        }
        tried = next;
      } catch (ReflectiveOperationException e) {
        throw broken(type, "it cannot be made", Optional.of(e));
      }
    }
    return Optional.empty();
  }

  private static List<Slot> without(Optional<String> key, List<Slot> slots) {
    return slots.stream()
        .map(slot -> key.filter(slot.key()::equals).isPresent() ? slot.replaced() : slot)
        .toList();
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

  private static boolean isDefect(Throwable cause) {
    return !(cause instanceof IllegalArgumentException
        || cause instanceof JerboaException
        || cause instanceof Error);
  }

  private static RuntimeException refusal(Class<?> type, Throwable cause) {
    return switch (cause) {
      case IllegalArgumentException refusal -> refusal;
      case JerboaException refusal -> refusal;
      case Error error -> throw error;
      default ->
          throw broken(
              type, "its constructor failed: " + cause.getClass().getName(), Optional.of(cause));
    };
  }

  /** Adds a problem, unless it may come from a replaced value; returns the key it is about. */
  private Optional<String> refused(RuntimeException refusal, Place place, List<Slot> tried) {
    String message = refusal.getMessage() == null ? refusal.toString() : refusal.getMessage();
    List<String> replaced = replaced(tried);
    Optional<String> key = keyIn(message, tried.stream().map(Slot::key).toList());
    boolean own = replaced.isEmpty() || (key.isPresent() && !mentions(message, replaced));
    if (!own) {
      return Optional.empty();
    }
    Optional<YamlNode> culprit = key.flatMap(place.mapping()::get);
    problems.addForeign(
        culprit.orElse(place.mapping()).position(),
        key.map(name -> RecordBinder.join(place.path(), name)).orElse(place.path()),
        message);
    return key;
  }

  private static List<String> replaced(List<Slot> slots) {
    return slots.stream().filter(slot -> slot.value().isEmpty()).map(Slot::key).toList();
  }

  private static boolean mentions(String message, List<String> keys) {
    return Arrays.stream(message.split("\\W+")).anyMatch(keys::contains);
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
