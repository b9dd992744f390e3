package dev.jerboa.shell.output;

import java.io.Console;
import java.util.Map;

/**
 * How text is decorated.
 *
 * @param terminal whether a person watches: then lines may be drawn again
 * @param color whether colours are used ({@code NO_COLOR} of no-color.org says no)
 */
public record Style(boolean terminal, boolean color) {
  /** Decides for this process. */
  @SuppressWarnings("SystemConsoleNull") // with the JDK's own provider it still is, in a pipe
  public static Style ofThisProcess() {
    Console console = System.console();
    return of(System.getenv(), console != null && console.isTerminal());
  }

  /** Decides from an environment. */
  static Style of(Map<String, String> environment, boolean terminal) {
    boolean capable = terminal && !"dumb".equals(environment.get("TERM"));
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Style(capable, capable && wanted);
  }

  String red(String text) {
    return paint("31", text);
  }

  String green(String text) {
    return paint("32", text);
  }

  String yellow(String text) {
    return paint("33", text);
  }

  String dim(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
