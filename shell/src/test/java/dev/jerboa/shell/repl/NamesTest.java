package dev.jerboa.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private final Names names = new Names(List.of("args"));

  @Test
  void whatIsNotAJavaNameIsMapped() {
    assertEquals("power", names.take("power"));
    assertEquals("usb_power", names.take("usb-power"));
    assertEquals("dut_power", names.take("dut.power"));
    assertEquals("_2nd", names.take("2nd"));
    assertEquals("switch_", names.take("switch"));
    assertEquals("__", names.take("_"));
  }

  @Test
  void twoNodesNeverShareAName() {
    assertEquals("a_b", names.take("a-b"));
    assertEquals("a_b_2", names.take("a.b"));
    assertEquals("args_2", names.take("args"));
    assertFalse(names.isFree("a_b"));
  }
}
