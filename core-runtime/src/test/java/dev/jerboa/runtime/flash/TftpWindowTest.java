package dev.jerboa.runtime.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jerboa.runtime.state.BoardNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TftpWindowTest {
  private static final long KERNEL = 30 << 20;

  @TempDir private Path folder;

  private BoardNotes notes() {
    return new BoardNotes(folder.resolve("boards").resolve("board.properties"));
  }

  /**
   * Returns the windows of some flashes, each by a new process.
   *
   * @param seconds how long the kernel takes with a window; 0 if it does not come
   */
  private List<Integer> windows(int flashes, int stated, IntUnaryOperator seconds)
      throws IOException {
    List<Integer> windows = new ArrayList<>();
    for (int i = 0; i < flashes; i++) {
      TftpWindow window = new TftpWindow(notes());
      int size = window.choose(stated, true);
      windows.add(size);
      int took = seconds.applyAsInt(size);
      if (took == 0) {
        window.failed();
        took = seconds.applyAsInt(window.size());
      }
      window.loaded(KERNEL, Duration.ofSeconds(took));
    }
    return windows;
  }

  @Test
  void whatIsQuickerIsFoundFromFlashToFlash() throws IOException {
    assertEquals(List.of(1, 2, 4, 8, 8, 8), windows(6, 1, size -> 64 / size));
  }

  @Test
  void whatIsSlowerIsNotKept() throws IOException {
    assertEquals(List.of(2, 4, 8, 4, 4), windows(5, 2, size -> 20 + Math.abs(size - 4)));
  }

  @Test
  void whatTheBundleStatesMayBeMore() throws IOException {
    assertEquals(List.of(16, 16, 16), windows(3, 16, size -> 64 / size));
  }

  @Test
  void withoutAnotherAttemptNothingIsTried() throws IOException {
    assertEquals(List.of(2, 4), windows(2, 2, size -> 64 / size));
    assertEquals(4, new TftpWindow(notes()).choose(2, false));
    assertEquals(8, new TftpWindow(notes()).choose(2, true));
  }

  @Test
  void aWindowThatFailedIsNotTriedAgain() throws IOException {
    List<Integer> windows = windows(6, 8, size -> size > 4 ? 0 : 8 / size);
    assertEquals(List.of(8, 2, 4, 4, 4, 4), windows);
  }

  @Test
  void afterAFailureTheQuickestOfTheOthersIsTaken() throws IOException {
    assertEquals(List.of(2, 4), windows(2, 2, size -> 8 / size));
    TftpWindow window = new TftpWindow(notes());
    assertEquals(8, window.choose(2, true));
    window.failed();
    assertEquals(4, window.size());
    assertEquals(4, new TftpWindow(notes()).choose(2, true));
  }

  @Test
  void ofSmallFilesAndDamagedNotesNothingIsLearned() throws IOException {
    TftpWindow first = new TftpWindow(notes());
    assertEquals(8, first.choose(8, true));
    first.loaded(300_000, Duration.ofSeconds(1));
    assertEquals(8, new TftpWindow(notes()).choose(8, true));
    notes().put("tftp.windowsize.99999999999", "7");
    notes().put("tftp.windowsize.4", "quick");
    assertEquals(8, new TftpWindow(notes()).choose(8, true));
    Files.writeString(folder.resolve("boards").resolve("board.properties"), "\\u12");
    assertEquals(8, new TftpWindow(notes()).choose(8, true));
  }
}
