package dev.jerboa.drivers.serial.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import dev.jerboa.drivers.serial.simulator.Typist.Traits;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UBootModelTest {
  @TempDir Path folder;

  @Test
  void withoutAKeyTheKernelStarts() {
    try (Typist typist = Typist.at(folder, Traits.STARTS_LINUX)) {
      typist.board().on();
      typist.until("Hit any key to stop autoboot:  0");
      typist.until("Starting kernel ...");
      typist.until("login: ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          echo E${jb}1:$?:                            | E1:0:
          nonsense; echo $?                           | Unknown command 'nonsense' - try 'help'~1
          printenv nothing; echo $?                   | ## Error: "nothing" not defined~1
          setenv a 'b; c'; printenv a                 | a=b; c
          setenv a b; echo ${a}${a} '${a}' "${a}"     | bb ${a} b
          setenv a b; setenv a; printenv a            | ## Error: "a" not defined
          booti 0x82000000 - 0x84000000; echo $?      | Bad Linux ARM64 Image magic!~1
          tftpboot 0x82000000 Image; echo $?          | *** ERROR: `serverip' not set~1
          dhcp; printenv netmask                      | BOOTP broadcast 1~DHCP client bound to address 127.0.0.1 (3 ms)~netmask=255.0.0.0
          """)
  void answersAsUBootDoes(String line, String expected) {
    try (Typist typist = Typist.atPrompt(folder, Traits.PLAIN)) {
      assertEquals(expected.replace("~", "\n"), typist.uboot(line).strip());
    }
  }

  @Test
  void withoutHushTheStatusIsUnknown() {
    Traits simple = new Traits(1, false, Optional.empty(), 0);
    try (Typist typist = Typist.atPrompt(folder, simple)) {
      assertEquals("E1:$?:\n", typist.uboot("echo E${jb}1:$?:"));
    }
  }

  @Test
  void enterAloneRepeatsTheLastLine() {
    try (Typist typist = Typist.atPrompt(folder, Traits.PLAIN)) {
      assertEquals("again\n", typist.uboot("echo again"));
      typist.type("\r");
      assertEquals("\nagain\n", typist.until("=> "));
    }
  }

  @Test
  void theLineCanBeEdited() {
    try (Typist typist = Typist.atPrompt(folder, Traits.PLAIN)) {
      typist.type("echo wrong\u0015");
      typist.type("echo b\u007fa\r");
      typist.until("\n");
      assertEquals("a\n", typist.until("=> "));
      typist.type("echo gone\u0003");
      typist.until("<INTERRUPT>\n=> ");
      assertEquals("b\n", typist.uboot("echo b"));
    }
  }

  @Test
  void aResetShowsTheBannerAgain() {
    try (Typist typist = Typist.atPrompt(folder, Traits.PLAIN)) {
      typist.type("reset\r");
      typist.until("U-Boot 2025.01");
    }
  }

  @Test
  void withAFaultItStartsTheKernelWhateverIsTyped() {
    Fault fault = Fault.of(Kind.NO_STOP).build();
    try (Typist typist = Typist.at(folder, Traits.PLAIN, fault)) {
      typist.type("   ");
      typist.board().on();
      assertTrue(!typist.until("Starting kernel").contains("=> "));
    }
  }
}
