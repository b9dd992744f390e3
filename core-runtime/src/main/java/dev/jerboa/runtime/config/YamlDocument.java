package dev.jerboa.runtime.config;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Parses YAML files of at most 1 MiB that hold exactly one document. */
public final class YamlDocument {
  /** The largest file that is read, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private YamlDocument() {}

  /**
   * Parses a file.
   *
   * @throws JerboaException {@code config.not-found}, {@code config.unreadable}, or {@code
   *     config.invalid} if it is not well-formed; defects that leave the rest readable, such as a
   *     key that occurs twice, are added to {@code problems} only
   */
  public static YamlNode read(Path file, Problems problems) {
    return parse(bytesOf(file), problems);
  }

  private static byte[] bytesOf(Path file) {
    if (Files.isDirectory(file)) {
      throw unreadable(file, "it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw JerboaException.of(
              ErrorClass.CONFIG, "not-found", "there is no file " + file.toAbsolutePath())
          .hint("Check the name of the configuration file.")
          .causedBy(e);
    } catch (IOException e) {
      throw unreadable(file, e.toString()).causedBy(e);
    }
  }

  private static JerboaException unreadable(Path file, String why) {
    return JerboaException.of(
            ErrorClass.CONFIG, "unreadable", "cannot read " + file.toAbsolutePath() + ": " + why)
        .hint("Name a configuration file that this user may read.");
  }

  /**
   * Parses the content of a file.
   *
   * @throws JerboaException {@code config.invalid} as in {@link #read}
   */
  public static YamlNode parse(byte[] content, Problems problems) {
    if (content.length > MOST_BYTES) {
      throw fatal(problems, Position.START, "the file is larger than " + MOST_BYTES + " bytes");
    }
    String text = decode(content, problems);
    String body = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    unprintable(body)
        .ifPresent(
            at -> {
              String code = String.format("U+%04X", body.codePointAt(at));
              Position position = Position.after(body.substring(0, at));
              throw fatal(problems, position, "the character " + code + " is not allowed");
            });
    return new YamlComposer(body, problems).compose();
  }

  private static String decode(byte[] content, Problems problems) {
    CharBuffer text = CharBuffer.allocate(content.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(content), text, true);
    text.flip();
    if (result.isError()) {
      throw fatal(problems, Position.after(text.toString()), "the file is not UTF-8 text here");
    }
    return text.toString();
  }

  private static OptionalInt unprintable(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!StreamReader.isPrintable(text.codePointAt(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  static JerboaException fatal(Problems problems, Position position, String text) {
    problems.add(position, "", text);
    return problems.toException();
  }
}
