package dev.jerboa.drivers.serial.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits and expands what was typed at U-Boot's prompt, as hush or the simple parser does. */
final class UBootLine {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?<name>\\w*)}|\\$\\?");

  private UBootLine() {}

  /** Cuts a line at the semicolons outside of quotes. */
  static List<String> commands(String line) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quote = quoteAfter(quote, c);
      if (c == ';' && quote == 0) {
        commands.add(command.toString());
        command.setLength(0);
      } else {
        command.append(c);
      }
    }
    commands.add(command.toString());
    return commands;
  }

  /** Returns the quote that is open behind a character, 0 for none. */
  private static char quoteAfter(char quote, char c) {
    if (quote == 0) {
      return c == '\'' || c == '"' ? c : 0;
    }
    return c == quote ? 0 : quote;
  }

  /**
   * Cuts a command into words and replaces variables outside of single quotes.
   *
   * @param values the variables; {@code $?} is among them where the shell knows it
   */
  static List<String> words(String command, Map<String, String> values) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+").matcher(command);
    while (matcher.find()) {
      StringBuilder word = new StringBuilder();
      Matcher piece = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^'\"]+)").matcher(matcher.group());
      while (piece.find()) {
        word.append(
            piece.group(1) != null
                ? piece.group(1)
                : expand(piece.group(2) != null ? piece.group(2) : piece.group(3), values));
      }
      words.add(word.toString());
    }
    return words;
  }

  private static String expand(String text, Map<String, String> values) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              boolean status = match.group().equals("$?");
              String known = status ? values.getOrDefault("?", "$?") : values.get(match.group(1));
              return Matcher.quoteReplacement(known == null ? "" : known);
            });
  }
}
