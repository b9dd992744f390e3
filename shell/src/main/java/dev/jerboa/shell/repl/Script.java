package dev.jerboa.shell.repl;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of Java snippets that is run against a lab. */
public final class Script {
  private static final String STANDARD_INPUT = "-";
  private static final String ARGS = "args";

  private final Source source;

  private Script(Source source) {
    this.source = source;
  }

  /**
   * Reads a script.
   *
   * @param file a path, or {@code -} for the standard input
   * @throws JerboaException of class {@code USAGE} if it cannot be read
   */
  public static Script read(String file) {
    try {
      byte[] bytes =
          file.equals(STANDARD_INPUT)
              ? System.in.readAllBytes()
              : Files.readAllBytes(Path.of(file));
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new Script(new Source(file.equals(STANDARD_INPUT) ? "stdin" : file, readable(text)));
    } catch (IOException e) {
      throw JerboaException.of(ErrorClass.USAGE, "script", "Cannot read the script: " + e)
          .hint("Check the path.")
          .causedBy(e);
    }
  }

  /** Makes {@code #!} of the first line a comment and every line end a newline. */
  private static String readable(String text) {
    String lines = text.replace("\r\n", "\n");
    return lines.startsWith("#!") ? "//" + lines.substring(2) : lines;
  }

  Source source() {
    return source;
  }

  /**
   * Runs the script in this thread and returns its exit code: 0, that of a {@link JerboaException}
   * it throws, 1 for any other exception, 65 if it does not compile, 66 if it ends too early, or
   * the status it gives to {@link System#exit}.
   *
   * <p>Interrupting the thread ends the script.
   *
   * @param args what the script finds in its variable {@code args}
   * @param listener hears of every flash
   * @param report shows what goes wrong
   */
  public int run(Lab lab, List<String> args, FlashListener listener, Report report) {
    List<LabObject> objects = new ArrayList<>(LabObjects.of(lab, listener, List.of(ARGS)));
    objects.add(new LabObject.Single(ARGS, "", String[].class, args.toArray(String[]::new)));
    return run(objects, report);
  }

  /** Runs the script with these variables; the values of its snippets are shown to nobody. */
  int run(List<LabObject> objects, Report report) {
    try (SnippetEngine engine = new SnippetEngine(objects, value -> "")) {
      return new ScriptRunner(engine, report).run(source);
    }
  }
}
