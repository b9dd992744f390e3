package dev.jerboa.drivers.serial.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import dev.jerboa.drivers.serial.simulator.Typist.Traits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxModelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          nonsense; echo $?                                         => sh: nonsense: not found#127
          wget -q -O - http://127.0.0.1/; echo $?                   => sh: wget: not found#127
          command -v curl && echo yes                               => /usr/bin/curl#yes
          command -v wget || echo no                                => no
          T=1; { false; } </dev/null; R=$T:$?; printf '\\nE%s\\n' $R => E1:1
          f() { v=$1:$?; g; }; g() { echo $v; }; false; f x         => x:1
          f() { echo a$1; $2 $3; echo b$1; }; g() { echo g$1; }; f 1 g x => a1#gx#b1
          true || for n in /sys/class/net/*; do ip link set $n up; done 2>/dev/null; echo $? => 0
          echo 'a b' "c $?"                                         => a b c 0
          cat /sys/class/block/mmcblk0/size                         => 2048
          cat /nothing 2>/dev/null; echo $?                         => 1
          a=$(cat /nothing 2>/dev/null); echo $?                    => 1
          a=$(true); echo $?                                        => 0
          a=$(echo b; echo c); echo "$a"                            => b#c
          f() { echo $1; }; f one; f two >/dev/null; f three        => one#three
          grep x /proc/swaps; echo $?                               => grep: /proc/swaps: No such file or directory#1
          grep -s x /proc/swaps; echo $?                            => 1
          [ -b '/dev/mmcblk1' ] || echo no                          => no
          echo one | grep -F -- 'on' | wc -c                        => 4
          false | true; echo $?                                     => 0
          set -o pipefail; false | true; echo $?                    => 1
          echo 'open                                                => sh: syntax error: unexpected '''
          { echo a; echo b; } | wc -c                               => 4
          for b in /sys/class/block/*; do readlink -f $b; done      => /sys/devices/platform/simulated/block/mmcblk0
          """)
  void answersAsBusyboxDoes(String line, String expected) {
    try (Typist typist = Typist.atShell(folder)) {
      String answer = typist.shell(line).strip();
      assertEquals(expected.replace("#", "\n"), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "touch %s",
        "sh -c 'touch %s'",
        "echo $(touch %s)",
        "echo `touch %s`",
        "echo x >%s",
        "dd if=/dev/zero of=%s bs=1 count=1"
      })
  void nothingIsEverRunOnThisHost(String line) {
    Path made = folder.resolve("made");
    try (Typist typist = Typist.atShell(folder)) {
      typist.shell(line.formatted(made));
      assertFalse(Files.exists(made));
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    Traits traits = new Traits(0, true, Optional.of("secret"), 0);
    try (Typist typist = Typist.at(folder, traits)) {
      typist.board().on();
      typist.until("login: ");
      typist.type("root\rwrong\r");
      typist.until("Login incorrect");
      typist.until("login: ");
      typist.type("root\rsecret\r");
      assertFalse(typist.until("~ # ").contains("secret"));
    }
  }

  @Test
  void gettyKeepsABlankBehindTheNameAndLoginDoesNot() {
    try (Typist typist = Typist.at(folder, Traits.STARTS_LINUX)) {
      typist.board().on();
      typist.until("login: ");
      typist.type("root \r\r");
      typist.until("Login incorrect");
      typist.until("login: ");
      typist.type("root \r");
      typist.until("~ # ");
    }
  }

  @Test
  void ddWritesTheFileOfTheDiskAndItsDigestIsTrue() throws IOException {
    try (Typist typist = Typist.atShell(folder)) {
      byte[] before = new byte[Typist.DISK_SIZE];
      Arrays.fill(before, (byte) 7);
      Files.write(folder.resolve("disk"), before);
      String told = typist.shell("dd if=/dev/zero of=/dev/mmcblk0 bs=4096 seek=1 count=2");
      assertTrue(told.contains("2+0 records out\n8192 bytes"), told);
      Arrays.fill(before, 4096, 3 * 4096, (byte) 0);
      assertArrayEquals(before, Files.readAllBytes(folder.resolve("disk")));
      String digest = typist.shell("dd if=/dev/mmcblk0 bs=4k skip=1 count=2 | sha256sum");
      // printf of 8192 zero bytes, sha256sum
      assertTrue(
          digest.contains("9f1dcbc35c350d6027f98be0f5c8b43b42ca52b7604459c0c42be3aa88913d47"),
          digest);
    }
  }

  @Test
  void theEndOfTheDiskIsTheEnd() {
    try (Typist typist = Typist.atShell(folder)) {
      String told = typist.shell("dd if=/dev/zero of=/dev/mmcblk0 bs=1M seek=1 count=1; echo $?");
      assertTrue(told.contains("No space left on device\n1\n"), told);
    }
  }

  @ParameterizedTest
  @CsvSource({"bit-flip,1", "lost-write,0"})
  void aFaultOfTheDiskHappensAsOftenAsItSays(String kind, int expected) throws IOException {
    Kind fault = Kind.valueOf(kind.replace('-', '_').toUpperCase(Locale.ROOT));
    Fault once = Fault.of(fault).disk("mmcblk0").at(5000).times(1).build();
    try (Typist typist = Typist.atShell(folder, once)) {
      typist.shell("dd if=/dev/zero of=/dev/mmcblk0 bs=4096 count=4");
      assertEquals(expected, Files.readAllBytes(folder.resolve("disk"))[5000]);
      typist.shell("dd if=/dev/zero of=/dev/mmcblk0 bs=4096 count=4");
      assertEquals(0, Files.readAllBytes(folder.resolve("disk"))[5000]);
    }
  }

  @Test
  void aLineOfTheKernelComesWhereItIsSaid() {
    Fault fault = Fault.of(Kind.KERNEL_LINE).command(2).at(5).build();
    try (Typist typist = Typist.atShell(folder, fault)) {
      assertEquals("abcdef\n", typist.shell("echo abcdef"));
      String disturbed = typist.shell("echo abcdef");
      assertTrue(disturbed.startsWith("abcde[   42.123456] mmc0"), disturbed);
      assertTrue(disturbed.endsWith("\nf\n"), disturbed);
    }
  }

  @Test
  void theBoardResetsInTheMiddleOfAWrite() {
    Fault fault = Fault.of(Kind.RESET).command(2).build();
    try (Typist typist = Typist.atShell(folder, fault)) {
      typist.shell("dd if=/dev/zero of=/dev/mmcblk0 bs=4096 count=1");
      typist.type("dd if=/dev/zero of=/dev/mmcblk0 bs=4096 count=1\r");
      typist.until("U-Boot 2025.01");
    }
  }
}
