package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.ShellText.Connector;
import dev.jerboa.drivers.serial.simulator.ShellText.Definition;
import dev.jerboa.drivers.serial.simulator.ShellText.Group;
import dev.jerboa.drivers.serial.simulator.ShellText.Loop;
import dev.jerboa.drivers.serial.simulator.ShellText.Piece;
import dev.jerboa.drivers.serial.simulator.ShellText.Pipeline;
import dev.jerboa.drivers.serial.simulator.ShellText.Redirects;
import dev.jerboa.drivers.serial.simulator.ShellText.Simple;
import dev.jerboa.drivers.serial.simulator.ShellText.Substitution;
import dev.jerboa.drivers.serial.simulator.ShellText.Text;
import dev.jerboa.drivers.serial.simulator.ShellText.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands the part of the POSIX shell language (XCU 2.3 to 2.9) that is typed at flasher
 * systems: quotes, variables, pipes, lists, groups, functions and redirections to nowhere. What
 * would run in the background runs in its turn.
 */
final class ShellParser {
  private static final Pattern SPACE = Pattern.compile("[ \\t]+");
  private static final Pattern LINES = Pattern.compile("\\s+");
  private static final Pattern CONNECTOR = Pattern.compile("&&|\\|\\||;|&|\\n");
  private static final Pattern PIPE = Pattern.compile("\\|(?!\\|)");
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\(");
  private static final Pattern OPEN = Pattern.compile("\\{(?=\\s)|\\(");
  private static final Pattern CLOSE = Pattern.compile("[})]");
  private static final Pattern LOOP = Pattern.compile("for\\s.*?;\\s*done\\b(?:\\s*2>/dev/null)?");
  private static final Pattern DEFINITION = Pattern.compile("(?<name>[A-Za-z_]\\w*)\\(\\)\\s*");
  private static final Pattern REDIRECT =
      Pattern.compile("(?<from>\\d?)(?<way>>>?|<)(?<to>&\\d|\\s*[^\\s;|&)<>]+)");
  private static final Pattern SINGLE = Pattern.compile("'([^']*)'");
  private static final Pattern DOUBLE = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
  private static final Pattern PLAIN =
      Pattern.compile("(?:\\$\\{[^}]*}|\\$(?!\\()|[^$\\s;|&()<>'\"\\\\])+");

  private final String text;
  private int at;
  private Matcher token = SPACE.matcher("");

  private ShellParser(String text) {
    this.text = text;
  }

  /**
   * Parses a line.
   *
   * @throws IllegalArgumentException if it is none that is understood
   */
  static Group parse(String line) {
    ShellParser parser = new ShellParser(line);
    List<Pipeline> pipelines = parser.list();
    if (parser.at < line.length()) {
      throw new IllegalArgumentException("unexpected '" + line.charAt(parser.at) + "'");
    }
    return new Group(pipelines, Redirects.NONE);
  }

  private boolean found(Pattern pattern) {
    token = pattern.matcher(text).region(at, text.length());
    boolean found = token.lookingAt();
    at = found ? token.end() : at;
    return found;
  }

  private boolean ended() {
    boolean _ = found(LINES);
    return at == text.length() || CLOSE.matcher(text).region(at, text.length()).lookingAt();
  }

  private List<Pipeline> list() {
    List<Pipeline> pipelines = new ArrayList<>();
    Connector connector = Connector.ALWAYS;
    while (!ended()) {
      pipelines.add(new Pipeline(connector, stages()));
      boolean _ = found(SPACE);
      if (!found(CONNECTOR)) {
        return pipelines;
      }
      connector =
          switch (token.group()) {
            case "&&" -> Connector.AND;
            case "||" -> Connector.OR;
            default -> Connector.ALWAYS;
          };
    }
    return pipelines;
  }

  private List<ShellText> stages() {
    List<ShellText> stages = new ArrayList<>();
    do {
      boolean _ = found(LINES);
      stages.add(stage());
      boolean _ = found(SPACE);
    } while (found(PIPE));
    return stages;
  }

  private ShellText stage() {
    if (found(LOOP)) {
      return new Loop(token.group());
    }
    if (found(DEFINITION)) {
      return new Definition(token.group("name"), stage());
    }
    if (found(OPEN)) {
      return new Group(inside().pipelines(), words(new ArrayList<>()));
    }
    List<Word> words = new ArrayList<>();
    Redirects redirects = words(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command is missing");
    }
    return new Simple(words, redirects);
  }

  private Group inside() {
    List<Pipeline> inside = list();
    boolean _ = found(LINES);
    if (!found(CLOSE)) {
      throw new IllegalArgumentException("unexpected end of a group");
    }
    return new Group(inside, Redirects.NONE);
  }

  private Redirects words(List<Word> words) {
    Redirects redirects = Redirects.NONE;
    boolean more = true;
    while (more) {
      boolean _ = found(SPACE);
      if (found(REDIRECT)) {
        redirects = with(redirects);
      } else {
        List<Piece> pieces = pieces();
        more = !pieces.isEmpty();
        if (more) {
          words.add(new Word(pieces));
        }
      }
    }
    return redirects;
  }

  private Redirects with(Redirects before) {
    boolean away = token.group("way").startsWith(">") && !token.group("to").startsWith("&");
    boolean errors = token.group("from").equals("2");
    return new Redirects(
        before.hidesOutput() || (away && !errors), before.hidesErrors() || (away && errors));
  }

  private List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    boolean more = true;
    while (more) {
      if (found(SINGLE) || found(ESCAPED)) {
        pieces.add(new Text(token.group(1), false));
      } else if (found(DOUBLE)) {
        pieces.add(new Text(token.group(1), true));
      } else if (found(SUBSTITUTION)) {
        pieces.add(new Substitution(inside()));
      } else if ((!pieces.isEmpty() || !closes()) && found(PLAIN)) {
        pieces.add(new Text(token.group(), true));
      } else {
        more = false;
      }
    }
    return pieces;
  }

  /** A brace closes a group only where a word could begin. */
  private boolean closes() {
    return at < text.length() && text.charAt(at) == '}';
  }
}
