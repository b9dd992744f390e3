package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("H3")
class ByteRangeTest {
  private static final int ROUNDS = 100_000;
  private static final String ALPHABET = "bytes=0123456789-, \t+x=--00";

  @Test
  void anyTextGivesARangeInsideTheContent() {
    Random random = new Random(20_260_917);
    for (int round = 0; round < ROUNDS; round++) {
      String header = (random.nextBoolean() ? "bytes=" : "") + text(random);
      long size = random.nextInt(4) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextInt(200);
      if (ByteRange.parse(header, size) instanceof ByteRange.Part part) {
        assertTrue(
            part.first() >= 0 && part.length() >= 1 && part.first() <= size - part.length(),
            () -> header + " of " + size + " gave " + part);
      }
    }
  }

  @Test
  void numbersOfAnySizeMeanWhatArithmeticSays() {
    Random random = new Random(9110);
    for (int round = 0; round < ROUNDS; round++) {
      BigInteger first = new BigInteger(random.nextInt(80), random);
      BigInteger last = new BigInteger(random.nextInt(80), random);
      long size = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
      assertEquals(
          expected(first, last, size),
          ByteRange.parse("bytes=" + first + "-" + last, size),
          () -> first + "-" + last + " of " + size);
    }
  }

  private static ByteRange expected(BigInteger first, BigInteger last, long size) {
    BigInteger end = BigInteger.valueOf(size).subtract(BigInteger.ONE);
    // beyond the largest long all numbers are the same one, and every file ends before it
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    if (last.min(most).compareTo(first.min(most)) < 0) {
      return new ByteRange.Whole();
    }
    if (first.compareTo(end) > 0) {
      return new ByteRange.Unsatisfiable();
    }
    long begin = first.longValueExact();
    return new ByteRange.Part(begin, last.min(end).longValueExact() - begin + 1);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(24); length > 0; length--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
