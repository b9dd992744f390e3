package dev.jerboa.shell.repl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Makes Java names of the names in a configuration, each used once. */
final class Names {
  private final Set<String> taken;

  Names(List<String> reserved) {
    this.taken = new HashSet<>(reserved);
  }

  boolean isFree(String name) {
    return !taken.contains(name);
  }

  /** Returns the name for a dotted path: {@code dut.usb-power} becomes {@code dut_usb_power}. */
  String take(String path) {
    String base = identifier(path);
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  private static String identifier(String path) {
    StringBuilder name = new StringBuilder();
    path.codePoints()
        .map(c -> Character.isJavaIdentifierPart(c) ? c : '_')
        .forEach(name::appendCodePoint);
    if (!Character.isJavaIdentifierStart(name.codePointAt(0))) {
      name.insert(0, '_');
    }
    return SourceVersion.isName(name) ? name.toString() : name.append('_').toString();
  }
}
