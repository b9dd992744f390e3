package dev.jerboa.runtime.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("S10")
class TextFilterTest {
  private static String filter(String... pieces) {
    TextFilter filter = new TextFilter();
    StringBuilder text = new StringBuilder();
    for (String piece : pieces) {
      byte[] bytes = piece.getBytes(ISO_8859_1);
      filter.accept(bytes, bytes.length, text);
    }
    return text.toString();
  }

  private static final String[][] SEEN = {
    {"colours", "\u001b[1;31mred\u001b[0m!", "red!"},
    {"bracketed paste", "\u001b[?2004h# ls\u001b[?2004l\r\n", "# ls\n"},
    {"cursor query", "# \u001b[6nls", "# ls"},
    {"title ended by bell", "\u001b]0;root@board\u0007# ", "# "},
    {"title ended by string terminator", "\u001b]0;root@board\u001b\\# ", "# "},
    {"device control string", "\u001bP1$r0m\u001b\\x", "x"},
    {"character set", "\u001b(B\u001b[mplain", "plain"},
    {"keypad mode", "\u001b=\u001b>x", "x"},
    {"two carriage returns", "one\r\r\ntwo\r\n", "one\ntwo\n"},
    {"NUL and bell", "a\0b\u0007c", "abc"},
    {"delete", "a\u007fb", "ab"},
    {"0xFF and broken UTF-8", "a\u00ff\u00c3(b", "a\u00ff\u00c3(b"},
    {"tab", "a\tb", "a\tb"},
    {"backspace", "abc\b \bd", "abd"},
    {"backspace at the start of a line", "a\n\b\bb", "a\nb"},
    {"wrap of the busybox editor", "abc\r \bdef", "abcdef"},
    {"an unfinished title ends with its line", "\u001b]0;x\nabc", "abc"},
    {"escape in escape", "\u001b\u001b[0mx", "x"},
  };

  @Test
  void keepsWhatAPersonWouldSee() {
    for (String[] row : SEEN) {
      assertEquals(row[2], filter(row[1]), row[0]);
    }
  }

  @Test
  void doesNotDependOnHowTheBytesArrive() {
    for (String[] row : SEEN) {
      for (int cut = 0; cut <= row[1].length(); cut++) {
        assertEquals(
            row[2],
            filter(row[1].substring(0, cut), row[1].substring(cut)),
            row[0] + " cut at " + cut);
      }
      assertEquals(row[2], filter(row[1].split("", 0)), row[0] + " byte by byte");
    }
  }

  @ParameterizedTest
  @CsvSource({"20,10", "80,5", "80,79", "80,80"})
  void anEditorThatWrapsShowsTheLineWhole(int columns, int prompt) {
    String line = "T=0123; printf 'x'; ".repeat(12);
    StringBuilder typed = new StringBuilder();
    int column = prompt;
    for (int i = 0; i < line.length(); i++) {
      typed.append(line.charAt(i));
      if (++column >= columns) {
        column = 0;
        typed.append("\r \b");
      }
    }
    assertEquals(line, filter(typed.toString().split("", 0)));
  }

  @Test
  void survivesAnyBytes() {
    Random random = new Random(7);
    TextFilter filter = new TextFilter();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      filter.accept(bytes, bytes.length, text);
    }
    StringBuilder after = new StringBuilder();
    filter.accept("\n\u0007\nhello".getBytes(ISO_8859_1), 8, after);
    assertEquals("hello", after.substring(after.lastIndexOf("\n") + 1));
  }
}
