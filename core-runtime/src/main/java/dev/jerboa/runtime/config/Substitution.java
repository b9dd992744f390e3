package dev.jerboa.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:PATH}} in texts; a doubled dollar sign before a
 * brace stands for a single one and protects what follows.
 *
 * <p>Any other dollar sign with a brace stays as it is, since U-Boot commands contain them. Used by
 * one thread.
 */
public final class Substitution {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_SHOWN = 60;
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?<source>env|file):(?<name>(?![-=?+])[^}]*)}");

  /** What is meant as a reference; a shell's {@code ${ENV:-default}} is not. */
  private static final Pattern MEANT =
      Pattern.compile(
          "(?<!\\$)\\$\\{ *(?<source>(?i:env|file)) *: *(?<name>[\\w./~][^}]*)(?<end>}?)");

  private final Path folder;
  private final Map<String, String> environment;
  private final Set<String> found = new HashSet<>();

  /** Replaces from {@code environment} and from files relative to {@code folder}. */
  public Substitution(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** Returns whether a text is one reference and nothing else. */
  static boolean isReference(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.matches() && matcher.group("source") != null;
  }

  /** What replaces a text. */
  public sealed interface Result {
    /** A text, and whether some of it came from elsewhere and must not be shown. */
    record Text(String text, boolean hidden) implements Result {}

    /** The reason why there is none. */
    record Missing(String why) implements Result {}
  }

  /** Returns what was put into texts so far, which must not be shown. */
  public Set<String> found() {
    return Set.copyOf(found);
  }

  /** Returns the text with everything replaced, or says what is missing. */
  public Result apply(String text) {
    Optional<Result> wrong = misspelled(text);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    StringBuilder out = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    boolean hidden = false;
    int end = 0;
    while (matcher.find()) {
      out.append(text, end, matcher.start());
      end = matcher.end();
      if (matcher.group("source") == null) {
        out.append("${");
        continue;
      }
      switch (lookUp(matcher.group("source"), matcher.group("name"))) {
        case Result.Missing missing -> {
          return missing;
        }
        case Result.Text value -> {
          out.append(value.text());
          found.add(value.text());
        }
      }
      hidden = true;
    }
    return new Result.Text(out.append(text, end, text.length()).toString(), hidden);
  }

  private static Optional<Result> misspelled(String text) {
    Matcher meant = MEANT.matcher(text);
    while (meant.find()) {
      String source = meant.group("source").toLowerCase(Locale.ROOT);
      String right = "${" + source + ":" + meant.group("name") + "}";
      if (meant.group("end").isEmpty()) {
        return Optional.of(new Result.Missing("'${" + source + ":' has no '}'"));
      }
      if (!meant.group().equals(right)) {
        String shown = right.length() > MOST_SHOWN ? "${" + source + ":...}" : right;
        return Optional.of(
            new Result.Missing(
                "'" + meant.group() + "' is no reference; did you mean " + shown + "?"));
      }
    }
    return Optional.empty();
  }

  private Result lookUp(String source, String name) {
    if (source.equals("file")) {
      return file(name);
    }
    return Optional.ofNullable(environment.get(name))
        .<Result>map(value -> new Result.Text(value, true))
        .orElseGet(() -> new Result.Missing("the environment variable '" + name + "' is not set"));
  }

  private Result file(String name) {
    try {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        return new Result.Missing("there is no file '" + file + "'");
      }
      return content(file);
    } catch (IOException | InvalidPathException e) {
      return new Result.Missing("cannot read the file '" + name + "': " + e);
    }
  }

  private static Result content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        return new Result.Missing("the file '" + file + "' has more than " + MOST_BYTES + " bytes");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Result.Text(text.replaceFirst("\\r?\\n\\z", ""), true);
    } catch (CharacterCodingException e) {
      return new Result.Missing("the file '" + file + "' is not text in UTF-8");
    }
  }
}
