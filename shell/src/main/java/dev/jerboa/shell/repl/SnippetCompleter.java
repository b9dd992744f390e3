package dev.jerboa.shell.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes snippets: what people want first comes first, what every object has does not come. */
final class SnippetCompleter implements Completer {
  /** The methods people come for, before all others. */
  private static final List<String> EVERYDAY =
      List.of(
          "flash(",
          "on()",
          "off()",
          "cycle(",
          "read()",
          "send(",
          "expect(",
          "run(",
          "env(",
          "bootloaderShell()",
          "busyboxShell()");

  private static final Set<String> OF_EVERY_OBJECT =
      Stream.of(Object.class.getMethods())
          .map(method -> method.getName() + (method.getParameterCount() == 0 ? "()" : "("))
          .collect(Collectors.toUnmodifiableSet());

  private final SourceCodeAnalysis analysis;
  private final List<String> first;
  private final List<String> commands;

  SnippetCompleter(SourceCodeAnalysis analysis, List<LabObject> objects, List<String> commands) {
    this.analysis = analysis;
    this.commands = commands;
    this.first = Stream.concat(EVERYDAY.stream(), objects.stream().map(LabObject::name)).toList();
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> found =
        Commands.isCommand(line.line())
            ? commandSuggestions(line.line().substring(0, line.cursor()))
            : suggestions(line.line(), line.cursor());
    for (int i = 0; i < found.size(); i++) {
      String text = found.get(i);
      candidates.add(new Candidate(text, text, null, null, null, null, false, i));
    }
  }

  /** Returns the commands, or the files that a command may name. */
  private List<String> commandSuggestions(String before) {
    int file = before.lastIndexOf(' ') + 1;
    if (file == 0) {
      return commands;
    }
    String typed = before.substring(file);
    String folder = typed.substring(0, typed.lastIndexOf('/') + 1);
    try (Stream<Path> files = Files.list(SessionLog.path(folder.isEmpty() ? "." : folder))) {
      return files
          .map(path -> path.getFileName() + (Files.isDirectory(path) ? "/" : ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // there is no such folder to complete in
    }
  }

  /** Returns what may stand at the cursor, best first. */
  List<String> suggestions(String line, int cursor) {
    int[] anchor = new int[1];
    return analysis.completionSuggestions(line, cursor, anchor).stream()
        .sorted(Comparator.comparing(Suggestion::matchesType).reversed())
        .map(Suggestion::continuation)
        .distinct()
        .filter(text -> !OF_EVERY_OBJECT.contains(text))
        .sorted(Comparator.comparingInt(this::rank))
        .toList();
  }

  private int rank(String text) {
    int rank = first.indexOf(text);
    return rank < 0 ? first.size() : rank;
  }
}
