package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("F1")
class CacheRoomTest {
  private static final int SIZE = 1000;

  @TempDir private Path folder;

  private CacheRoom room;

  /** On a disk with 500 bytes free, images have the uneven names, downloads the even ones. */
  @BeforeEach
  void fill() throws IOException {
    CacheLimit limit =
        new CacheLimit(
            Long.MAX_VALUE,
            _ -> new CacheLimit.Space(0, SIZE / 2 + (4 - left().size()) * (long) SIZE));
    for (int name = 1; name <= 4; name++) {
      Path entry = Files.createDirectories(kind(name % 2).resolve(("" + name).repeat(64)));
      Files.write(entry.resolve("file"), new byte[SIZE]);
    }
    room = new CacheRoom(limit, Map.of(kind(0), CacheRoomTest::use, kind(1), CacheRoomTest::use));
  }

  private Path kind(int number) {
    return folder.resolve("kind" + number);
  }

  private static Optional<CacheRoom.Use> use(Path entry) throws IOException {
    int age = entry.getFileName().toString().charAt(0);
    return Optional.of(new CacheRoom.Use(Files.size(entry.resolve("file")), age));
  }

  private static IOException full() {
    return new IOException("No space left on device");
  }

  private List<Character> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder).filter(file -> file.endsWith("file"))) {
      return files.map(f -> f.getParent().getFileName().toString().charAt(0)).sorted().toList();
    }
  }

  @Test
  void theOldestOfAnyKindGiveWayToWhatIsToBeWritten() throws Exception {
    room.require(folder, 500);
    assertEquals(List.of('1', '2', '3', '4'), left());
    room.require(folder, 2400);
    assertEquals(List.of('3', '4'), left());
  }

  @Test
  void whatIsInUseStays() throws Exception {
    try (Hold _ = Hold.take(kind(1).resolve("1".repeat(64)))) {
      assertTrue(room.make(full()));
      room.require(folder, 2400);
      assertEquals(List.of('1', '4'), left());
      JerboaException e = assertThrows(JerboaException.class, () -> room.require(folder, 4400));
      assertEquals("fetch.disk-full", e.code());
      assertEquals(List.of('1'), left());
      assertFalse(room.make(full()));
    }
  }

  @Test
  void nothingIsRemovedForWhatCannotFit() throws Exception {
    JerboaException e = assertThrows(JerboaException.class, () -> room.require(folder, 4501));
    assertEquals("fetch.disk-full", e.code());
    assertTrue(e.getMessage().contains("4501 bytes more"), e.getMessage());
    assertEquals(List.of('1', '2', '3', '4'), left());
  }

  @Test
  void onlyAFullDiskMakesAnEntryGiveWay() throws Exception {
    assertFalse(room.make(new IOException("Input/output error")));
    assertEquals(List.of('1', '2', '3', '4'), left());
    assertTrue(room.make(full()));
    assertTrue(room.make(new IOException("Disk quota exceeded")));
    assertEquals(List.of('3', '4'), left());
  }
}
