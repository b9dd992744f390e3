package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AheadStreamTest {
  private static final int PIECE = 1 << 20;
  private static final byte[] BYTES = Samples.image(3 * PIECE + 5, 91);

  /** Fails at its end, counts what was read, and knows whether it was closed. */
  private static final class Source extends InputStream {
    private final Throwable failure;
    private final AtomicInteger given = new AtomicInteger();
    private volatile boolean closed;

    Source(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (given.get() == BYTES.length) {
        switch (failure) {
          case IOException e -> throw e;
          case RuntimeException e -> throw e;
          default -> throw (Error) failure;
        }
      }
      int count = Math.min(length, BYTES.length - given.get());
      System.arraycopy(BYTES, given.getAndAdd(count), target, offset, count);
      return count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5})
  void theBytesAreThoseOfTheStream(int length) throws IOException {
    byte[] bytes = Arrays.copyOf(BYTES, length);
    try (InputStream in = AheadStream.of(new ByteArrayInputStream(bytes))) {
      assertArrayEquals(bytes, in.readAllBytes());
      assertEquals(-1, in.read());
    }
  }

  @Test
  void theFailureComesAfterThePiecesBeforeItAndStays() throws IOException {
    for (Throwable failure :
        new Throwable[] {
          new IOException("io"), new IllegalStateException("state"), new OutOfMemoryError("memory")
        }) {
      Source source = new Source(failure);
      try (InputStream in = AheadStream.of(source)) {
        assertArrayEquals(Arrays.copyOf(BYTES, 3 * PIECE), in.readNBytes(3 * PIECE));
        assertSame(failure, assertThrows(failure.getClass(), in::read));
        assertSame(failure, assertThrows(failure.getClass(), in::read));
      }
      assertTrue(source.closed);
    }
  }

  @Test
  void noMoreIsReadAheadThanFitsIntoMemory() throws IOException {
    Source source = new Source(new IOException("not to be reached"));
    try (InputStream in = AheadStream.of(source)) {
      assertEquals(BYTES[0] & 0xFF, in.read());
    }
    assertTrue(source.given.get() <= 3 * PIECE, () -> source.given + " bytes");
  }

  @Test
  void anInterruptOfTheReaderEndsItsWait() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    AheadStream.Work stuck =
        new AheadStream.Work() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Callable<byte[]> next() {
            return () -> {
              never.await();
              return new byte[0];
            };
          }

          @Override
          public void close() {
            // nothing is open
          }
        };
    try (InputStream in = AheadStream.parallel(stuck, 2)) {
      Thread.currentThread().interrupt();
      assertThrows(IOException.class, in::read);
      assertTrue(Thread.interrupted());
    }
  }
}
