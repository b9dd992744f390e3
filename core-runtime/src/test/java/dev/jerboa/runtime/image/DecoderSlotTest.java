package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alone, since it takes all slots of the process. */
@Isolated
@Timeout(60)
class DecoderSlotTest {
  private final List<DecoderSlot> taken = new ArrayList<>();

  @AfterEach
  void giveBack() {
    taken.forEach(DecoderSlot::close);
  }

  private void takeAll() throws InterruptedException {
    int count = DecoderSlot.count(Runtime.getRuntime().maxMemory());
    for (int i = 0; i < count; i++) {
      taken.add(DecoderSlot.await(new Progress()));
    }
  }

  private static FutureTask<DecoderSlot> waiting(Progress progress) {
    FutureTask<DecoderSlot> task = new FutureTask<>(() -> DecoderSlot.await(progress));
    Thread _ = Thread.ofPlatform().start(task);
    return task;
  }

  @Test
  void whoWaitsGetsTheOneThatIsGivenBack() throws Exception {
    takeAll();
    FutureTask<DecoderSlot> waiting = waiting(new Progress());
    assertThrows(Exception.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));
    taken.removeLast().close();
    taken.add(waiting.get());
  }

  @Test
  void whoIsNotWantedAnyMoreStopsWaiting() throws Exception {
    takeAll();
    Progress progress = new Progress();
    FutureTask<DecoderSlot> waiting = waiting(progress);
    progress.cancel();
    Exception end = assertThrows(Exception.class, waiting::get);
    assertTrue(end.getCause() instanceof CancelledException, end::toString);
  }

  @ParameterizedTest
  @CsvSource({"64, 1", "160, 1", "247, 2", "512, 5"})
  void thereAreAsManyAsFitIntoTheHeap(long heapMib, int count) {
    assertEquals(count, DecoderSlot.count(heapMib << 20));
  }
}
