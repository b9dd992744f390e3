package dev.jerboa.shell.output;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Shows a flash to a machine: one JSON object a line, {@code {"event":"step-started",...}}.
 *
 * <p>The fields are the components of the event records; durations are seconds.
 */
final class JsonEvents implements FlashListener {
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintStream out;

  JsonEvents(PrintStream out) {
    this.out = out;
  }

  @Override
  public void on(FlashEvent event) {
    print((Record) event);
  }

  /** Prints a record as an event named after its class. */
  void print(Record event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("event", kebab(event.getClass().getSimpleName()));
      fields(json, event);
      json.writeEndObject();
    }
    out.println(text);
    out.flush();
  }

  private static void fields(JsonGenerator json, Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      json.writeName(component.getName());
      write(json, read(component, value));
    }
  }

  private static Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static void write(JsonGenerator json, Object value) {
    switch (value) {
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Duration duration -> json.writeNumber(duration.toMillis() / 1000.0);
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Record record -> {
        json.writeStartObject();
        fields(json, record);
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
