package dev.jerboa.drivers.power;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A script that stands in for QEMU. */
final class FakeQemu {
  /** Behaves like QEMU: it fails on a bad option, else daemonizes and writes its pidfile. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      case "$1" in
        bad) echo "qemu-system-fake: -bad: invalid option" >&2; exit 1 ;;
        slow) touch slow; exec sleep 600 ;;
        quits) exit 0 ;;
        orphan) while [ "$1" != -pidfile ]; do shift; done
          setsid "$0" mute -pidfile "$2" & exec sleep 600 ;;
        mute) echo $$ > mute.tmp; mv mute.tmp mute; while :; do sleep 0.1; done ;;
        stubborn) trap '' TERM ;;
      esac
      while [ "$1" != -pidfile ]; do previous=$1; shift; done
      if [ "$previous" = -daemonize ]; then
        setsid "$0" "$MODE" running -pidfile "$2" >/dev/null 2>&1 &
        while [ ! -s "$2" ]; do sleep 0.02; done
        exit 0
      fi
      echo $$ > "$2.new" && mv "$2.new" "$2"
      while :; do sleep 0.1; done
      """;

  private FakeQemu() {}

  /** Writes the script; it runs in the mode unless its first argument is another. */
  static void write(Path file, String mode) {
    try {
      Files.writeString(file, SCRIPT.replace("$MODE", mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException(file + " cannot be made executable");
    }
  }
}
