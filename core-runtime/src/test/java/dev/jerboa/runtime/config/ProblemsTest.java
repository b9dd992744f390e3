package dev.jerboa.runtime.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.Problems.Meant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems("lab.yaml");

  private JerboaException thrown() {
    return assertThrows(JerboaException.class, problems::throwIfAny);
  }

  @Test
  void noProblemThrowsNothing() {
    assertDoesNotThrow(problems::throwIfAny);
  }

  @Test
  @Tag("C4")
  void allAreListedByPosition() {
    problems.add(new Position(10, 1), "b", "second");
    problems.addUnknown(
        new Position(2, 7), "a.typ", "unknown key", new Meant("typ", List.of("type")));
    problems.add(new Position(10, 11), "", "third");
    JerboaException e = thrown();
    assertEquals(
        """
        3 problems in lab.yaml
        lab.yaml:2:7: a.typ: unknown key; did you mean 'type'?
        lab.yaml:10:1: b: second
        lab.yaml:10:11: third\
        """,
        e.getMessage());
    assertEquals(ErrorClass.CONFIG, e.errorClass());
    assertEquals("config.invalid", e.code());
  }

  @Test
  void oneIsOne() {
    problems.add(Position.START, "a", "wrong");
    assertEquals("1 problem in lab.yaml\nlab.yaml:1:1: a: wrong", thrown().getMessage());
  }

  @Test
  void theSameTwiceIsSaidOnce() {
    problems.add(Position.START, "a", "wrong");
    problems.add(Position.START, "a", "wrong");
    assertEquals(1, problems.sorted().size());
  }

  @Test
  void foreignTextsAreRidOfSecretsLongestFirst() {
    problems.hide("hunter");
    problems.hide("hunter2-and-more");
    problems.hide(" ");
    problems.addForeign(Position.START, "a", "no user hunter2-and-more, hunter");
    assertTrue(thrown().getMessage().endsWith("a: no user ********, ********"));
  }

  @Test
  void controlCharactersAndLongTextsDoNotReachTheTerminal() {
    problems.add(Position.START, "a\u001b[2J", "x".repeat(3000));
    String message = thrown().getMessage();
    assertTrue(message.contains("a\\x1b[2J"), message);
    assertTrue(message.length() < 2200, message);
  }

  @Test
  void aHundredAreShownAndTheRestCounted() {
    for (int i = 1; i <= 103; i++) {
      problems.add(new Position(i, 1), "a", "wrong");
    }
    assertTrue(thrown().getMessage().endsWith("lab.yaml:100:1: a: wrong\nand 3 more"));
  }

  @Test
  void anEarlierPassIsContinued() {
    problems.add(Position.START, "a", "wrong");
    problems.noteNoEffect(Position.START, "c");
    Problems more = Problems.startingWith("lab.yaml", problems.sorted(), problems.notes());
    more.add(new Position(2, 1), "b", "wrong");
    assertEquals(2, more.sorted().size());
    assertEquals("lab.yaml:1:1: c: has no effect here", more.notes().getFirst().toString());
    assertEquals(1, problems.sorted().size());
  }
}
