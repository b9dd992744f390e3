package dev.jerboa.shell.repl;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of Java snippets that is run against a lab. */
public final class Script {
  private static final String STANDARD_INPUT = "-";
  private static final String ARGS = "args";
  private static final int MOST_BYTES = 1 << 20;

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
      String name = file.equals(STANDARD_INPUT) ? "stdin" : file;
      return new Script(new Source(name, readable(text(name, bytes(file)))));
    } catch (IOException e) {
      throw JerboaException.of(ErrorClass.USAGE, "script", "Cannot read the script: " + e)
          .hint("Check the path.")
          .causedBy(e);
    }
  }

  private static byte[] bytes(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in.readNBytes(MOST_BYTES + 1);
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return in.readNBytes(MOST_BYTES + 1);
    }
  }

  private static String text(String name, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw unusable(name + " has more than " + MOST_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unusable(name + " is not text in UTF-8").causedBy(e);
    }
  }

  private static JerboaException unusable(String why) {
    return JerboaException.of(ErrorClass.USAGE, "script", "Cannot read the script: " + why)
        .hint("Name a file with Java snippets.");
  }

  /** Drops the mark of an editor, makes {@code #!} a comment and every line end a newline. */
  private static String readable(String text) {
    String lines = text.replaceFirst("^\ufeff", "").replace("\r\n", "\n");
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
    report.hide(lab.masker());
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
