package dev.jerboa.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTreeTest {
  private static final String NODES =
      """
        board:
          type: board
          children:
            serial: {type: serial, config: {url: "loop://"}}
            power: {ref: outlet}
        outlet: {type: ykush}
        spare: {ref: outlet}
        last: {type: tftp}
      """;
  private static final List<String> ORDER =
      List.of("board.serial", "outlet", "board.tftp", "board", "last");

  @TempDir Path folder;
  private final FakeDrivers drivers = new FakeDrivers();
  private DriverTree tree;

  @BeforeEach
  void build() {
    tree = new Labs(folder, drivers).build(NODES);
    drivers.events.clear();
  }

  private static List<String> events(String what, List<String> paths) {
    return paths.stream().map(path -> what + " " + path).toList();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  @Test
  void driversAreOpenedOnceChildrenFirstAndClosedInReverse() {
    tree.open();
    tree.close();
    assertEquals(joined(events("open", ORDER), events("close", ORDER.reversed())), drivers.events);
  }

  @Test
  void closingAgainDoesNothing() {
    tree.open();
    tree.close();
    drivers.events.clear();
    tree.close();
    assertEquals(List.of(), drivers.events);
  }

  @Test
  void whatWasNeverOpenedIsNotClosed() {
    tree.close();
    assertEquals(List.of(), drivers.events);
  }

  @Test
  void aTreeIsOpenedOnce() {
    tree.open();
    IllegalStateException open = assertThrows(IllegalStateException.class, tree::open);
    assertEquals("DriverTree.open: the tree is already OPEN", open.getMessage());
    tree.close();
    IllegalStateException closed = assertThrows(IllegalStateException.class, tree::open);
    assertEquals("DriverTree.open: the tree is already CLOSED", closed.getMessage());
  }

  @Test
  void aFailureToOpenClosesWhatIsOpen() {
    drivers.failOpen.add("board");
    drivers.failClose.add("outlet");
    IllegalStateException e = assertThrows(IllegalStateException.class, tree::open);
    assertEquals("open failed: board", e.getMessage());
    assertEquals("close failed: outlet", e.getSuppressed()[0].getMessage());
    assertEquals(
        joined(
            events("open", ORDER.subList(0, 4)), events("close", ORDER.subList(0, 3).reversed())),
        drivers.events);
    tree.close();
    assertEquals(7, drivers.events.size());
  }

  @Test
  void closingGoesOnAfterAFailure() {
    drivers.failClose.add("board");
    drivers.failClose.add("board.serial");
    tree.open();
    drivers.events.clear();
    IllegalStateException e = assertThrows(IllegalStateException.class, tree::close);
    assertEquals("close failed: board", e.getMessage());
    assertEquals("close failed: board.serial", e.getSuppressed()[0].getMessage());
    assertEquals(events("close", ORDER.reversed()), drivers.events);
  }
}
