package dev.jerboa.runtime.config;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Example;
import dev.jerboa.api.config.Key;
import dev.jerboa.api.config.NoEffect;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A key of a configuration record, and what the record says about it. */
public record ConfigKey(RecordComponent component) {
  /** Returns the keys of a record in the order of its components. */
  public static List<ConfigKey> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(ConfigKey::new).toList();
  }

  /** Returns the key as it stands in YAML. */
  public String name() {
    Key key = component.getAnnotation(Key.class);
    return key != null ? key.value() : snakeCase(component.getName());
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Returns the type of the value, without the {@code Optional} around it. */
  public Type type() {
    Type type = component.getGenericType();
    return component.getType() == Optional.class ? Types.argument(type, 0) : type;
  }

  /** Returns the type of the value in words. */
  public String typeName() {
    return Types.name(type());
  }

  /** Returns the words that can stand there, if there are but a few. */
  public List<String> choices() {
    Class<?> raw = Types.raw(type());
    return raw.isEnum() ? ScalarReader.words(raw) : List.of();
  }

  /** Returns the sentence that explains the key. */
  public Optional<String> doc() {
    return Optional.ofNullable(component.getAnnotation(Doc.class)).map(Doc::value);
  }

  public boolean isRequired() {
    return preset().isEmpty() && component.getType() != Optional.class;
  }

  /** Returns whether the key changes anything. */
  public boolean hasEffect() {
    return !component.isAnnotationPresent(NoEffect.class);
  }

  /**
   * Returns the value of the key when it is absent.
   *
   * @throws JerboaException of class {@code PLUGIN} if it is not YAML
   */
  public Optional<YamlNode> preset() {
    return Optional.ofNullable(component.getAnnotation(Default.class))
        .map(preset -> node(preset.value(), "default"));
  }

  /**
   * Returns a value that the key could have.
   *
   * @throws JerboaException of class {@code PLUGIN} if it is not YAML
   */
  public Optional<YamlNode> example() {
    return Optional.ofNullable(component.getAnnotation(Example.class))
        .map(example -> node(example.value(), "example"));
  }

  /** Takes a text as it stands, for {@code #} and {@code login:} mean more in YAML. */
  private YamlNode node(String text, String what) {
    boolean quoted = text.startsWith("\"") || text.startsWith("'");
    if (ScalarReader.isTextual(Types.raw(type())) && !quoted) {
      return new YamlNode.Scalar(text, YamlNode.Scalar.Kind.TEXT, Position.START);
    }
    try {
      Problems own = new Problems("an annotation of " + component);
      YamlNode node = YamlDocument.parse(text.getBytes(StandardCharsets.UTF_8), own);
      own.throwIfAny();
      return node;
    } catch (JerboaException e) {
      throw wrong(what, e);
    }
  }

  JerboaException wrong(String what, JerboaException cause) {
    String why = "the " + what + " of '" + name() + "' is wrong";
    return RecordMaker.broken(component.getDeclaringRecord(), why, Optional.of(cause));
  }

  /** Returns the record that values of the key, or the items in them, are made of, if any. */
  public Optional<Class<?>> record() {
    Type type = type();
    while (type instanceof ParameterizedType generic) {
      type = Types.argument(generic, generic.getActualTypeArguments().length - 1);
    }
    return Optional.<Class<?>>of(Types.raw(type))
        .filter(raw -> raw.isRecord() && !ScalarReader.isTextual(raw));
  }
}
