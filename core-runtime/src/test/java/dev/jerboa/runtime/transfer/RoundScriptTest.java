package dev.jerboa.runtime.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.api.flash.SegmentDigest;
import dev.jerboa.runtime.HostShell;
import dev.jerboa.runtime.HostShell.Played;
import dev.jerboa.runtime.digest.SegmentHasher;
import dev.jerboa.runtime.transfer.RoundScript.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of rounds, played by the shell of this computer on a file for a device. */
class RoundScriptTest {
  private static final int MIB = 1 << 20;
  private static final SegmentDigest ANOTHER = new SegmentDigest("0".repeat(64), "0".repeat(128));
  private static final String MARK = "END-7";

  @TempDir private Path folder;
  private final Random random = new Random(7);

  private DigestAlgorithm algorithm = DigestAlgorithm.SHA_256;
  private Optional<String> memory = Optional.empty();

  private Path device(int size) throws IOException {
    byte[] old = new byte[size];
    random.nextBytes(old);
    return Files.write(folder.resolve("device"), old);
  }

  private static Played play(String script) throws Exception {
    return HostShell.play(script, Map.of());
  }

  private RoundScript round() {
    BlockDevice device =
        new BlockDevice("disk", Optional.empty(), folder.resolve("device").toString(), 0);
    return new RoundScript(device, new BoardTools(false, false, true, algorithm, 2, 2, memory));
  }

  private String script(List<Segment> reads, List<Extent> writes) {
    List<Write> streams =
        writes.isEmpty()
            ? List.of()
            : List.of(new Write(writes, "cat " + folder.resolve("stream"), MARK));
    return round().text(reads, streams);
  }

  private void stream(byte[] image, List<Extent> extents, int missing) throws Exception {
    Files.write(folder.resolve("stream"), streamed(image, extents, MARK, missing));
  }

  private static byte[] streamed(byte[] image, List<Extent> extents, String mark, int missing)
      throws Exception {
    ExtentStream stream = new ExtentStream(new Bytes(image), extents, mark);
    ByteBuffer all = ByteBuffer.allocate((int) stream.size());
    while (stream.read(all.position(), all) > 0) {}
    assertEquals(0, all.remaining());
    return Arrays.copyOf(all.array(), all.limit() - missing);
  }

  private static final class Bytes implements ByteSource {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(long position, ByteBuffer target) {
      int count = Math.min(target.remaining(), bytes.length - (int) position);
      target.put(bytes, (int) position, count);
      return count;
    }
  }

  private static final List<Extent> EXTENTS =
      List.of(
          new Extent(0, 2L * MIB, Kind.DATA),
          new Extent(3L * MIB, 2L * MIB, Kind.ZERO),
          new Extent(6L * MIB, MIB + 8192, Kind.DATA));

  private byte[] image() {
    byte[] image = new byte[7 * MIB + 8192];
    random.nextBytes(image);
    Arrays.fill(image, 3 * MIB, 5 * MIB, (byte) 0);
    return image;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writesJustTheExtentsWhileItReadsOthers(boolean throughMemory) throws Exception {
    memory = throughMemory ? Optional.of(folder.toString()) : Optional.empty();
    byte[] image = image();
    byte[] expected = Files.readAllBytes(device(9 * MIB));
    stream(image, EXTENTS.stream().filter(extent -> !extent.zero()).toList(), 0);
    Segment read = new Segment(8L * MIB, MIB, Kind.DATA, ANOTHER);
    Played played = play(script(List.of(read, read, read), EXTENTS));
    assertEquals(RoundScript.DONE, played.status(), played.output());
    for (Extent extent : EXTENTS) {
      System.arraycopy(
          image, (int) extent.offset(), expected, (int) extent.offset(), (int) extent.length());
    }
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("device")));
    String sha256 = digest(expected, 8, 1).sha256();
    assertEquals(Set.of("v0 " + sha256, "v1 " + sha256, "v2 " + sha256), told(played));
  }

  private static SegmentDigest digest(byte[] bytes, int atMib, int mib) {
    SegmentHasher hasher = new SegmentHasher();
    hasher.update(bytes, atMib * MIB, mib * MIB);
    return hasher.finish();
  }

  private static Set<String> told(Played played) {
    return played
        .output()
        .lines()
        .filter(line -> line.startsWith("v"))
        .map(line -> line.replaceFirst(" +-$", ""))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"true, SHA_256", "false, SHA_256", "true, SHA_512", "false, SHA_512"})
  void ofASegmentThatDiffersItTellsThePieces(boolean throughMemory, DigestAlgorithm algorithm)
      throws Exception {
    memory = throughMemory ? Optional.of(folder.toString()) : Optional.empty();
    this.algorithm = algorithm;
    byte[] old = Files.readAllBytes(device(9 * MIB));
    Segment same = new Segment(0, 4L * MIB, Kind.DATA, digest(old, 0, 4));
    Segment other = new Segment(4L * MIB, 3L * MIB, Kind.DATA, ANOTHER);
    Played played = play(script(List.of(same, other), List.of()));
    assertEquals(RoundScript.DONE, played.status(), played.output());
    assertEquals(
        Set.of(
            "v0 " + same.digest().by(algorithm),
            "v1 " + digest(old, 4, 3).by(algorithm),
            "v1.0 " + digest(old, 4, 1).by(algorithm),
            "v1.1 " + digest(old, 5, 1).by(algorithm),
            "v1.2 " + digest(old, 6, 1).by(algorithm)),
        told(played));
  }

  @Test
  void wherePiecesWouldBeReadInVainTheyAreNot() throws Exception {
    Path _ = device(9 * MIB);
    Segment other = new Segment(0, 2L * MIB, Kind.DATA, ANOTHER);
    Played played = play(script(Collections.nCopies(12, other), List.of()));
    long readers = 2;
    long pieces = told(played).stream().filter(line -> line.contains(".")).count();
    assertEquals(readers * 2 * 2, pieces, "two pieces of two segments each");
    assertEquals(12, told(played).size() - pieces);
  }

  @Test
  void whatCannotBeReadHasNoDigest() throws Exception {
    memory = Optional.of(folder.resolve("absent").toString());
    byte[] old = Files.readAllBytes(device(9 * MIB));
    Segment same = new Segment(0, 4L * MIB, Kind.DATA, digest(old, 0, 4));
    Set<String> told = told(play(script(List.of(same), List.of())));
    assertEquals(
        List.of(), told.stream().filter(line -> line.contains(same.digest().sha256())).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096 + 7, MIB, 2 * MIB + 7})
  void aStreamThatWasCutFails(int missing) throws Exception {
    Path _ = device(9 * MIB);
    stream(image(), EXTENTS.stream().filter(extent -> !extent.zero()).toList(), missing);
    Played played = play(script(List.of(), EXTENTS));
    assertNotEquals(RoundScript.DONE, played.status(), played.output());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 0", "0, 7", "7, 7"})
  void severalStreamsAreWrittenAtOnceAndNoneMayBeCut(int first, int last) throws Exception {
    byte[] image = image();
    byte[] expected = Files.readAllBytes(device(9 * MIB));
    List<Write> writes =
        List.of(
            write(image, EXTENTS.get(0), first),
            write(image, EXTENTS.get(1), 0),
            write(image, EXTENTS.get(2), last));
    Played played = play(round().text(List.of(), writes));
    assertEquals(first + last == 0, played.status() == RoundScript.DONE, played.output());
    if (first + last == 0) {
      for (Extent extent : EXTENTS) {
        System.arraycopy(
            image, (int) extent.offset(), expected, (int) extent.offset(), (int) extent.length());
      }
      assertArrayEquals(expected, Files.readAllBytes(folder.resolve("device")));
    }
    Duration took = RoundScript.took(played.output()).orElseThrow();
    assertFalse(took.isNegative() || took.toMinutes() > 0, took::toString);
  }

  private Write write(byte[] image, Extent extent, int missing) throws Exception {
    String mark = "END-" + extent.offset();
    Path file = folder.resolve(mark);
    List<Extent> data = extent.zero() ? List.of() : List.of(extent);
    Files.write(file, streamed(image, data, mark, missing));
    return new Write(List.of(extent), "cat " + file, mark);
  }

  @Test
  void aScriptThatWasCutDoesNothing() throws Exception {
    byte[] before = Files.readAllBytes(device(9 * MIB));
    stream(image(), EXTENTS.stream().filter(extent -> !extent.zero()).toList(), 0);
    String whole = script(List.of(new Segment(0, MIB, Kind.DATA, ANOTHER)), EXTENTS);
    for (int length = whole.length() - 2; length > 0; length -= 41) {
      Played played = play(whole.substring(0, length));
      assertNotEquals(RoundScript.DONE, played.status());
      assertArrayEquals(before, Files.readAllBytes(folder.resolve("device")), "cut at " + length);
    }
  }
}
