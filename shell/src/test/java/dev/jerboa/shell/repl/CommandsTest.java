package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private final List<String> ran = new ArrayList<>();
  private final Commands commands = new Commands();

  CommandsTest() {
    commands.add("/open", "FILE", "runs a script", ran::add);
    commands.add("/vars", "", "lists", ran::add);
  }

  @Test
  void aCommandGetsTheRestOfTheLine() {
    assertEquals(OptionalInt.empty(), commands.run(" /open  my file.jsh "));
    assertEquals(List.of("my file.jsh"), ran);
  }

  @Test
  void anUnknownOneGivesTheNearest() {
    JerboaException e = assertThrows(JerboaException.class, () -> commands.run("/opne x"));
    assertEquals("There is no command /opne", e.getMessage());
    assertEquals("Did you mean /open? /help lists all.", e.hint());
    e = assertThrows(JerboaException.class, () -> commands.run("/frobnicate"));
    assertEquals("/help lists all.", e.hint());
    assertEquals(List.of(), ran);
  }

  @Test
  void aCommentIsNoCommand() {
    assertTrue(Commands.isCommand("/vars"));
    assertFalse(Commands.isCommand("// a"));
    assertFalse(Commands.isCommand("/* a */ 1"));
    assertFalse(Commands.isCommand("1 / 2"));
  }
}
