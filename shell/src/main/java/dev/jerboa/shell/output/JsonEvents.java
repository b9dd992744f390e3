package dev.jerboa.shell.output;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Shows a flash to a machine: one JSON object a line, {@code {"event":"step-started",...}}.
 *
 * <p>The fields are the components of the event records; durations are seconds.
 */
final class JsonEvents implements FlashListener {
  private final PrintStream out;
  private final Map<String, String> context;

  JsonEvents(PrintStream out) {
    this(out, Map.of());
  }

  /** Adds the same fields to every event, such as the job it belongs to. */
  JsonEvents(PrintStream out, Map<String, String> context) {
    this.out = out;
    this.context = context;
  }

  @Override
  public void on(FlashEvent event) {
    print((Record) event);
  }

  /** Prints a record as an event named after its class. */
  void print(Record event) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", kebab(event.getClass().getSimpleName()));
    object.putAll(context);
    object.putAll(Json.fields(event));
    out.println(Json.line(object));
    out.flush();
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
