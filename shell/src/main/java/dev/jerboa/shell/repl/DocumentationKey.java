package dev.jerboa.shell.repl;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.utils.InfoCmp.Capability;

/** The key that tells about the method at the cursor, above the line being typed. */
final class DocumentationKey {
  private static final String NAME = "show-documentation";
  private static final int MOST = 12;

  private final SourceCodeAnalysis analysis;
  private final Javadocs javadocs = new Javadocs();

  DocumentationKey(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Binds F1 and Alt-H. */
  void bindTo(LineReader reader) {
    reader
        .getWidgets()
        .put(
            NAME,
            () -> {
              String line = reader.getBuffer().toString();
              reader.printAbove(text(line, reader.getBuffer().cursor()) + "\n");
              return true;
            });
    KeyMap<org.jline.reader.Binding> keys = reader.getKeyMaps().get(LineReader.MAIN);
    String f1 = KeyMap.key(reader.getTerminal(), Capability.key_f1);
    keys.bind(new Reference(NAME), KeyMap.alt('h'), f1 == null ? KeyMap.esc() + "OP" : f1);
  }

  /** Returns signatures and first sentences; of a name without its parenthesis, too. */
  String text(String line, int cursor) {
    int end = cursor;
    while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
      end++;
    }
    String before = line.substring(0, end);
    boolean name = end > 0 && Character.isJavaIdentifierPart(line.charAt(end - 1));
    List<String> found = name ? documentation(before + "(") : List.of();
    if (found.isEmpty()) {
      found = documentation(before);
    }
    return found.isEmpty() ? "Nothing is known about this." : String.join("\n", found);
  }

  private List<String> documentation(String code) {
    return analysis.documentation(code, code.length(), false).stream()
        .map(SourceCodeAnalysis.Documentation::signature)
        .distinct()
        .limit(MOST)
        .map(signature -> signature + javadocs.of(signature).map("\n    "::concat).orElse(""))
        .collect(Collectors.toList());
  }
}
