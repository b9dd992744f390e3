package dev.jerboa.drivers.serial.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operands of {@code dd}: {@code bs=1M}, {@code of=/dev/null} and so on. */
record DdOperands(Map<String, String> values) {
  private static final Pattern NUMBER = Pattern.compile("(?<number>\\d{1,15})(?<unit>[kKMG]?)");
  private static final int DEFAULT_BLOCK = 512;

  static DdOperands parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      values.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return new DdOperands(values);
  }

  String text(String name) {
    return values.getOrDefault(name, "");
  }

  long number(String name, long preset) {
    Matcher matcher = NUMBER.matcher(text(name));
    if (!matcher.matches()) {
      return preset;
    }
    int shift =
        switch (matcher.group("unit")) {
          case "k", "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    return Long.parseLong(matcher.group("number")) << shift;
  }

  long blockSize() {
    return number("bs", DEFAULT_BLOCK);
  }

  boolean hasFlag(String flag) {
    return List.of((text("iflag") + "," + text("oflag")).split(",")).contains(flag);
  }
}
