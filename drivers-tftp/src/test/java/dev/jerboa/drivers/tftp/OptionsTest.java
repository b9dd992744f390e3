package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("T7")
class OptionsTest {
  private static final long SIZE = 5L << 30;
  private static final int ETHERNET = 1500;

  private static Options negotiate(String name, String value) {
    return Options.negotiate(Map.of(name, value), SIZE, ETHERNET);
  }

  @ParameterizedTest
  @Tag("W-T1")
  @Tag("W-T2")
  @Tag("W-T3")
  @Tag("W-T4")
  @Tag("W-T5")
  @CsvSource({
    "blksize, 8, 8",
    "blksize, 512, 512",
    "blksize, 1468, 1468",
    "blksize, 1469, 1468",
    "blksize, 65464, 1468",
    "blksize, 99999999999, 1468",
    "windowsize, 1, 1",
    "windowsize, 16, 16",
    "windowsize, 64, 64",
    "windowsize, 65535, 64",
    "timeout, 1, 1",
    "timeout, 255, 255",
    "tsize, 0, 5368709120",
    "tsize, 77, 5368709120"
  })
  void grants(String name, String asked, String granted) {
    assertEquals(Map.of(name, granted), negotiate(name, asked).reply());
  }

  @ParameterizedTest
  @CsvSource({
    "blksize, 7",
    "blksize, 0",
    "blksize, -1",
    "blksize, x",
    "blksize, ''",
    "blksize, 99999999999999999999999",
    "windowsize, 0",
    "windowsize, 1e3",
    "timeout, 0",
    "timeout, 256",
    "timeout, 300",
    "tsize, no",
    "multicast, ''",
    "rollover, 1"
  })
  void leavesOut(String name, String asked) {
    Options options = negotiate(name, asked);
    assertEquals(new Options(512, 1, Map.of()), options);
  }

  @Test
  @Tag("T9")
  void blocksFitTheInterface() {
    Map<String, String> most = Map.of("blksize", "65464");
    assertEquals(1468, Options.negotiate(most, 1, 1500).blockSize());
    assertEquals(8968, Options.negotiate(most, 1, 9000).blockSize());
    assertEquals(65464, Options.negotiate(most, 1, 65536).blockSize());
    assertEquals(65464, Options.negotiate(most, 1, 1 << 20).blockSize());
  }

  @Test
  void windowsFitASocketBuffer() {
    Options options =
        Options.negotiate(Map.of("blksize", "65464", "windowsize", "64"), SIZE, 65536);
    assertEquals(3, options.window());
    assertEquals("3", options.reply().get("windowsize"));
  }

  @Test
  void anEmptyFileHasNoSizeToTell() {
    assertTrue(Options.negotiate(Map.of("tsize", "0"), 0, ETHERNET).reply().isEmpty());
  }

  @Test
  void theReplyKeepsTheOrderOfTheRequest() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("tsize", "0");
    asked.put("unknown", "1");
    asked.put("windowsize", "4");
    asked.put("blksize", "1024");
    Options options = Options.negotiate(asked, SIZE, ETHERNET);
    assertEquals(
        List.of("tsize", "windowsize", "blksize"), new ArrayList<>(options.reply().keySet()));
  }
}
