package dev.jerboa.shell.output;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes values as JSON: maps and records as objects, lists as arrays, durations in seconds,
 * nothing and an empty Optional as null, and whatever else as its text.
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Returns a value on one line. */
  public static String line(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  /** Returns the components of a record by name, in order. */
  static Map<String, Object> fields(Record value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      fields.put(component.getName(), read(component, value));
    }
    return fields;
  }

  private static Object read(RecordComponent component, Record value) {
    try {
      Method accessor = component.getAccessor();
      accessor.trySetAccessible(); // a record may be private to the command that prints it
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static void write(JsonGenerator json, Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Number number -> json.writeNumber(number.toString());
      case Boolean flag -> json.writeBoolean(flag);
      case Duration duration -> json.writeNumber(duration.toMillis() / 1000.0);
      case Optional<?> optional when optional.isEmpty() -> json.writeNull();
      case Optional<?> optional -> write(json, optional.orElseThrow());
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Record record -> object(json, fields(record));
      case Map<?, ?> map -> object(json, map);
      default -> json.writeString(value.toString());
    }
  }

  private static void object(JsonGenerator json, Map<?, ?> fields) {
    json.writeStartObject();
    fields.forEach(
        (name, value) -> {
          json.writeName(name.toString());
          write(json, value);
        });
    json.writeEndObject();
  }
}
