package dev.jerboa.runtime.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.dialog.ConsoleSession.Match;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.runtime.console.Window.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WindowTest {
  private static final Deadline NOW = Deadline.after(Duration.ZERO);

  private final Window window = new Window();

  private void append(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    window.append(bytes, bytes.length);
  }

  private static Expect.Bad bad(String pattern) {
    return new Expect.Bad(
        Pattern.compile(pattern), ErrorClass.CONSOLE, "bad", "It went wrong", "", false);
  }

  private Match found(Expect expect) throws InterruptedException {
    return assertInstanceOf(Outcome.Found.class, window.await(expect, NOW)).match();
  }

  private CompletableFuture<Outcome> waiting(Expect expect, Deadline deadline) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return window.await(expect, deadline);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void findsAPatternThatArrivesByteByByte() throws Exception {
    CompletableFuture<Outcome> outcome = waiting(Expect.of("rc=(\\d+);"), Deadline.seconds(10));
    "noise rc=127; more".chars().forEach(c -> append(Character.toString(c)));
    Outcome.Found found = assertInstanceOf(Outcome.Found.class, outcome.get());
    assertEquals("127", found.match().group(1));
    assertEquals("noise ", found.match().before());
    assertEquals(" more", found(Expect.of("\\z")).before());
  }

  @Test
  void consumesUpToTheEndOfTheMatch() throws InterruptedException {
    append("one two one");
    assertEquals("", found(Expect.text("one")).before());
    assertEquals(" two ", found(Expect.text("one")).before());
    assertInstanceOf(Outcome.TimedOut.class, window.await(Expect.text("one"), NOW));
  }

  @Test
  void theLeftmostMatchDecides() throws InterruptedException {
    append("panic then prompt");
    Expect expect = Expect.of("prompt").orFail(List.of(bad("panic")));
    assertInstanceOf(Outcome.Trouble.class, window.await(expect, NOW));
    window.discard();
    append("prompt then panic");
    assertInstanceOf(Outcome.Found.class, window.await(expect, NOW));
    assertInstanceOf(Outcome.Trouble.class, window.await(expect, NOW));
  }

  @Test
  void aBadPatternNamesItsLine() throws InterruptedException {
    append("one\nboard: panic at 7\nthree");
    Outcome outcome = window.await(Expect.of("never").orFail(List.of(bad("panic"))), NOW);
    assertEquals("board: panic at 7", assertInstanceOf(Outcome.Trouble.class, outcome).line());
  }

  @Test
  void preferenceDecidesBetweenGoodPatternsAtOnePlace() throws InterruptedException {
    append("login:");
    assertEquals(0, found(Expect.of("login", "login:")).index());
  }

  @Test
  void aGroupThatTookNoPartIsEmpty() throws InterruptedException {
    append("b");
    assertEquals(List.of("b", "", "b"), found(Expect.of("(a)|(b)")).groups());
  }

  @Test
  void anchorsSeeTheTextAndNotTheSearchedPart() throws Exception {
    append("x".repeat(9000));
    CompletableFuture<Outcome> outcome = waiting(Expect.of("^#"), Deadline.seconds(1));
    append("#");
    assertInstanceOf(Outcome.TimedOut.class, outcome.get());
  }

  @Test
  @Tag("S10")
  void aCharacterThatReplacesAnotherIsSeen() throws Exception {
    CompletableFuture<Outcome> outcome = waiting(Expect.of("3$"), Deadline.seconds(2));
    append("count 1");
    letSearch();
    append("\b2");
    letSearch();
    append("\b3");
    assertInstanceOf(Outcome.Found.class, outcome.get());
  }

  @Test
  @Tag("S10")
  void backspacesOverALongLineDoNoHarm() throws Exception {
    CompletableFuture<Outcome> outcome = waiting(Expect.of("done"), Deadline.seconds(5));
    append("x".repeat(20_000));
    letSearch();
    append("\b".repeat(19_000));
    letSearch();
    append("done");
    assertInstanceOf(Outcome.Found.class, outcome.get());
  }

  /** Lets the waiter search what has come, as far as that can be brought about from outside. */
  private void letSearch() {
    for (int i = 0; i < 20_000; i++) {
      String _ = window.tail(1);
    }
  }

  @Test
  @Tag("G17")
  void aLostLineEndsTheWaitAtOnceAfterWhatHadCome() throws Exception {
    append("good");
    window.lose("unplugged");
    assertInstanceOf(Outcome.Found.class, window.await(Expect.text("good"), NOW));
    long start = System.nanoTime();
    Outcome outcome = window.await(Expect.text("more"), Deadline.seconds(20));
    assertEquals("unplugged", assertInstanceOf(Outcome.Lost.class, outcome).reason());
    assertTrue(System.nanoTime() - start < 1_000_000_000L);
    window.revive();
    assertInstanceOf(Outcome.TimedOut.class, window.await(Expect.text("more"), NOW));
  }

  @Test
  void theTailIsTheLastLinesThatAreNotBlankAndOutlivesMatches() throws InterruptedException {
    append("one\r\n\r\ntwo\r\nthree");
    assertEquals("one\n\ntwo\nthree", found(Expect.of("(?s).+")).group(0));
    window.discard();
    assertEquals("two\nthree", window.tail(2));
    window.clear();
    assertEquals("", window.tail(2));
  }

  @Test
  @Tag("S14")
  void keepsTheNewestTextOfAFlood() throws InterruptedException {
    append("first ");
    for (int i = 0; i < 40; i++) {
      append("y".repeat(1 << 16));
    }
    append("last");
    Match all = found(Expect.of("(?s).+"));
    assertEquals(Window.MOST, all.group(0).length());
    assertTrue(all.group(0).endsWith("ylast"));
  }
}
