package dev.jerboa.drivers.serial.simulator;

import java.util.List;

/** A command line as it was understood; nothing of it is ever run on this host. */
sealed interface ShellText {
  /** A part of a word. */
  sealed interface Piece {}

  /** A text, and whether variables in it are replaced. */
  record Text(String text, boolean expands) implements Piece {}

  /** Commands whose output stands for them, without the end of its last line. */
  record Substitution(Group commands) implements Piece {}

  /** A word of one or more parts without space between them. */
  record Word(List<Piece> pieces) {}

  /** Where output goes that is not to be seen. */
  record Redirects(boolean hidesOutput, boolean hidesErrors) {
    static final Redirects NONE = new Redirects(false, false);
  }

  /** How a pipeline hangs together with the one before it. */
  enum Connector {
    ALWAYS,
    AND,
    OR
  }

  /** Commands of which each reads what the one before it prints. */
  record Pipeline(Connector connector, List<ShellText> stages) {}

  /** A command with its arguments. */
  record Simple(List<Word> words, Redirects redirects) implements ShellText {}

  /** Pipelines in braces or parentheses, or a whole line. */
  record Group(List<Pipeline> pipelines, Redirects redirects) implements ShellText {}

  /** A function and what it does. */
  record Definition(String name, ShellText body) implements ShellText {}

  /** A loop, which is known by its text. */
  record Loop(String text) implements ShellText {}
}
