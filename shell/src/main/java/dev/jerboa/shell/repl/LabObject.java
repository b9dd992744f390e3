package dev.jerboa.shell.repl;

import java.util.List;

/** Something that snippets find under a name. */
sealed interface LabObject {
  /** Returns its Java name: that of a variable, or of a field of its group. */
  String name();

  /** Returns where it is in the configuration; empty if it is not from there. */
  String path();

  /** One object. */
  record Single(String name, String path, Class<?> type, Object value) implements LabObject {}

  /** Others, as the fields of one object. */
  record Group(String name, String path, List<LabObject> fields) implements LabObject {
    public Group {
      fields = List.copyOf(fields);
    }
  }
}
