package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.runtime.allocation.Range;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image is a word with a letter per unit: {@code d} for data, {@code 0} for zeros. */
class SegmentingTest {
  private static final int UNIT = Samples.UNIT;

  @TempDir Path folder;

  private static byte[] image(String units, int tail) {
    byte[] image = new byte[units.length() * UNIT + tail];
    for (int unit = 0; unit < units.length(); unit++) {
      // one byte at the very end of a unit is enough
      image[(unit + 1) * UNIT - 1] = (byte) (units.charAt(unit) == 'd' ? unit + 1 : 0);
    }
    return image;
  }

  private static SegmentTable cut(byte[] image) throws IOException {
    return new SegmentDigester(Samples.SEGMENTING)
        .drain(new ByteArrayInputStream(image), (buffer, count) -> {}, new Progress());
  }

  private static SegmentTable markFree(byte[] image, FreeSpace free)
      throws IOException, InterruptedException {
    Segmenting segmenting = new Segmenting(UNIT, Samples.SEGMENT, (content, declared) -> free);
    return segmenting.markFree(cut(image), null, FreeSpace.NONE);
  }

  /** Writes the kind of each segment's units, a word per segment; {@code F} is free. */
  private static String shape(SegmentTable table) {
    return table.segments().stream().map(SegmentingTest::word).collect(Collectors.joining(" "));
  }

  private static String word(Segment segment) {
    String letter =
        switch (segment.kind()) {
          case DATA -> "d";
          case ZERO -> "0";
          case FREE -> "F";
        };
    return letter.repeat((int) ((segment.length() + UNIT - 1) / UNIT));
  }

  private static void assertCovers(byte[] image, SegmentTable table) {
    long end = 0;
    for (Segment segment : table.segments()) {
      assertEquals(end, segment.offset());
      end = segment.end();
      assertEquals(Samples.sha256(image, segment.offset(), end), segment.digest().sha256());
    }
    assertEquals(image.length, end);
    assertEquals(image.length, table.size());
    assertEquals(Samples.sha256(image, 0, image.length), table.sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "d, 0, d",
    "0, 0, 0",
    "ddddd, 0, dddd d",
    "000000000, 0, 0000 0000 0",
    "d0d0, 0, d 0 d 0",
    "ddd000dddddd, 0, ddd 000 dddd dd",
    "00d, 4096, 00 d 0",
    "000, 8192, 0000",
    "0000, 4096, 0000 0",
    "000, 100, 000 0",
    "000, 4196, 0000 0",
    "d, 4195, d 0 0"
  })
  void neighboursOfOneKindAreJoined(String units, int tail, String shape) throws IOException {
    byte[] image = image(units, tail);
    SegmentTable table = cut(image);
    assertEquals(shape, shape(table));
    assertCovers(image, table);
  }

  @ParameterizedTest
  @CsvSource({
    // what is free, in units, as start-end
    "dd00dd, 2-4, dd FF dd",
    "dd00dd, 0-6, dd FF dd",
    "d0000d, 2-4, d 0 FF 0 d",
    "00000000, 0-8, FFFF FFFF",
    "00000000, 3-6, 000 FFF 00",
    "00000000, 1-2 2-3, 0 FF 0000 0",
    "0d0, , 0 d 0"
  })
  void zerosThatNobodyNeedsAreFree(String units, String ranges, String shape)
      throws IOException, InterruptedException {
    byte[] image = image(units, 0);
    List<Range> free =
        Stream.of(Optional.ofNullable(ranges).orElse("").split(" ", -1))
            .filter(range -> !range.isEmpty())
            .map(SegmentingTest::range)
            .toList();
    SegmentTable table = markFree(image, new FreeSpace(free, List.of()));
    assertEquals(shape, shape(table));
    assertCovers(image, table);
  }

  private static Range range(String text) {
    String[] ends = text.split("-", 2);
    long start = Long.parseLong(ends[0]) * UNIT;
    return new Range(start, Long.parseLong(ends[1]) * UNIT - start);
  }

  @Test
  void onlyWholeUnitsAreFree() throws IOException, InterruptedException {
    byte[] image = image("0000", 100);
    Range all = new Range(1, image.length - 2);
    SegmentTable table = markFree(image, new FreeSpace(List.of(all), List.of()));
    assertEquals("0 FFF 0", shape(table));
    Range toTheEnd = new Range(4L * UNIT, 100);
    assertEquals("0000 F", shape(markFree(image, new FreeSpace(List.of(toTheEnd), List.of()))));
  }

  @Test
  void theTextHoldsTheWholeTable() throws IOException, InterruptedException {
    List<String> notes = List.of("ext4 \"r\u00f6\u00f6t\": 5 free", "two\r\nlines");
    FreeSpace free = new FreeSpace(List.of(new Range(0, UNIT)), notes);
    SegmentTable table = markFree(image("00d", 5), free);
    assertEquals("ext4 \"r\u00f6\u00f6t\": 5 free", table.notes().getFirst());
    assertEquals("two lines", table.notes().getLast());
    assertEquals(Optional.of(table), SegmentTable.parse(table.toText()));
    String older = table.toText().replace("jerboa-segments 3", "jerboa-segments 2");
    assertEquals(Optional.empty(), SegmentTable.parse(older));
  }

  @ParameterizedTest
  @CsvSource({"RAW", "ZSTD"})
  void freeSpaceIsLookedForInTheDecodedBytesAndKept(ImageFormat format)
      throws InterruptedException {
    byte[] image = image("d0d00", 77);
    Path file = Samples.write(folder, "disk", Samples.compress(format, image));
    for (String finder : List.of("first", "second")) {
      Segmenting segmenting =
          new Segmenting(
              UNIT,
              Samples.SEGMENT,
              (content, declared) -> freeUnit(finder, content, image.length));
      Path cache = folder.resolve("cache");
      ImageStore store =
          new ImageStore(new CacheLimit(Long.MAX_VALUE), cache, segmenting, Duration.ZERO);
      try (PreparedImage prepared = Samples.prepare(store, file)) {
        List<Segment.Kind> kinds = prepared.segments().stream().map(Segment::kind).toList();
        assertEquals("[DATA, FREE, DATA, ZERO, ZERO]", kinds.toString());
        String kept = format == ImageFormat.RAW ? finder : "first";
        assertEquals(List.of("\u00e4 " + kept + " 16384"), prepared.notes());
      }
    }
  }

  private static FreeSpace freeUnit(String finder, ByteSource content, long size)
      throws IOException, InterruptedException {
    ByteBuffer unit = ByteBuffer.allocate(UNIT);
    int count = content.read(UNIT, unit);
    assertEquals(size, content.size());
    List<Range> ranges = List.of(new Range(UNIT, count));
    return new FreeSpace(ranges, List.of("\u00e4 " + finder + " " + count));
  }
}
