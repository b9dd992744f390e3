package dev.jerboa.shell.repl;

import dev.jerboa.shell.repl.LabObject.Group;
import dev.jerboa.shell.repl.LabObject.Single;
import dev.jerboa.shell.repl.live.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Writes the snippets that declare the objects of a lab, and lends these to the snippets. */
final class Declarations implements AutoCloseable {
  private static final AtomicInteger SESSIONS = new AtomicInteger();

  private final String session = "session-" + SESSIONS.incrementAndGet() + ":";
  private final List<String> lent = new ArrayList<>();

  /** Returns the snippets for a variable: for a group, its class comes first. */
  List<String> of(LabObject object) {
    return switch (object) {
      case Single one -> List.of(variable(one, one.name()));
      case Group group -> List.of(groupClass(group, group.name()), instance(group, group.name()));
    };
  }

  private String variable(Single one, String place) {
    String key = session + place;
    Live.lend(key, one.value());
    lent.add(key);
    String type = one.type().getCanonicalName();
    return "%s %s = %s.get(\"%s\", %s.class);"
        .formatted(type, one.name(), Live.class.getName(), key, type);
  }

  private String groupClass(Group group, String place) {
    StringBuilder code = new StringBuilder("class ").append(typeOf(place)).append(" {\n");
    for (LabObject field : group.fields()) {
      String below = place + "." + field.name();
      switch (field) {
        case Single one -> code.append("public final ").append(variable(one, below));
        case Group inner ->
            code.append("public static ")
                .append(groupClass(inner, below))
                .append("public final ")
                .append(instance(inner, below));
      }
    }
    return code.append("public String toString() { return \"%s\"; }}\n".formatted(text(group)))
        .toString();
  }

  private static String instance(Group group, String place) {
    return "%s %s = new %s();".formatted(typeOf(place), group.name(), typeOf(place));
  }

  /** A name that nobody gives to a class of their own, which would take its place. */
  private static String typeOf(String place) {
    return "Group_" + place.replace('.', '_');
  }

  private static String text(Group group) {
    return group.name()
        + ": "
        + group.fields().stream().map(LabObject::name).collect(Collectors.joining(", "));
  }

  /** Ends the loan; the objects stay open. */
  @Override
  public void close() {
    lent.forEach(Live::takeBack);
  }
}
