package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Applet.Call;
import dev.jerboa.drivers.serial.simulator.Applet.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of the flasher OS by name. */
final class Applets {
  private static final int NOT_FOUND = 127;
  private static final Applet QUIET = call -> Running.of(0, "");

  private final Hardware hardware;
  private final Sysfs sysfs;
  private final Map<String, Applet> always = new HashMap<>();
  private final Map<String, Applet> optional = new HashMap<>();
  private boolean pipesFail;

  Applets(Hardware hardware) {
    this.hardware = hardware;
    this.sysfs = new Sysfs(hardware.disks());
    for (String name : List.of("true", "sync", "cd", "unset", "export", "wait", ":")) {
      always.put(name, QUIET);
    }
    always.put("false", call -> Running.of(1, ""));
    always.put("return", call -> Running.of(Integer.parseInt(call.arguments().getFirst()), ""));
    always.put("echo", call -> Running.of(0, String.join(" ", call.arguments()) + "\n"));
    always.put("printf", Applets::printf);
    always.put("cat", this::cat);
    always.put("readlink", call -> Running.of(0, call.arguments().getLast() + "\n"));
    always.put("[", this::test);
    always.put("grep", this::grep);
    always.put("wc", Applets::count);
    always.put("set", this::set);
    always.put("command", this::command);
    always.put("reboot", Applets::reboot);
    always.put("dd", new DdApplet(hardware.faults(), sysfs, this::has));
    optional.put("stty", QUIET);
    optional.put("dmesg", QUIET);
    optional.put("date", call -> Running.of(0, "Thu Jan  1 00:00:00 UTC 1970\n"));
    optional.put("udhcpc", this::udhcpc);
    optional.put("ip", this::ip);
    optional.put("sha256sum", call -> digest("SHA-256", call));
    optional.put("sha512sum", call -> digest("SHA-512", call));
    optional.put("curl", new HttpApplet(hardware, true));
    optional.put("wget", new HttpApplet(hardware, false));
  }

  private boolean has(String tool) {
    return hardware.config().tools().contains(tool);
  }

  /** Returns a command, unless this flasher OS lacks it. */
  Optional<Applet> find(String name) {
    return Optional.ofNullable(always.get(name))
        .or(() -> Optional.ofNullable(optional.get(name)).filter(applet -> has(name)));
  }

  /** Returns whether a pipe fails where any of its commands does. */
  boolean pipesFail() {
    return pipesFail;
  }

  /** Plays a loop: the one that lists the whole disks, or one over the network devices. */
  String loop(String text) {
    if (text.contains("/sys/class/block/")) {
      return sysfs.disks().stream().map(disk -> disk.sysfs() + "\n").collect(Collectors.joining());
    }
    return "";
  }

  private static Running printf(Call call) {
    String text = call.arguments().getFirst().replace("\\n", "\n");
    for (String argument : call.arguments().subList(1, call.arguments().size())) {
      int at = text.indexOf("%s");
      text = at < 0 ? text : text.substring(0, at) + argument + text.substring(at + 2);
    }
    return Running.of(0, text);
  }

  private Running cat(Call call) {
    StringBuilder output = new StringBuilder();
    for (String path : call.arguments()) {
      Optional<String> content = sysfs.read(path);
      if (content.isEmpty()) {
        return call.fail(1, "cat: can't open '" + path + "': No such file or directory");
      }
      output.append(content.get());
    }
    return Running.of(0, output.toString());
  }

  private Running test(Call call) {
    List<String> words = call.arguments();
    boolean isDisk = words.size() == 3 && sysfs.node(words.get(1)).isPresent();
    boolean isSame = words.size() == 4 && words.get(0).equals(words.get(2));
    return Running.of(isDisk || isSame ? 0 : 1, "");
  }

  private Running grep(Call call) throws IOException {
    List<String> operands =
        call.arguments().stream().filter(argument -> !argument.startsWith("-")).toList();
    if (operands.isEmpty()) {
      return call.fail(2, "grep: no pattern");
    }
    boolean fixed = call.arguments().getFirst().contains("F");
    Predicate<String> wanted =
        fixed
            ? line -> line.contains(operands.getFirst())
            : Pattern.compile(operands.getFirst()).asPredicate();
    if (operands.size() == 1) {
      String text = new String(call.in().readAllBytes(), StandardCharsets.ISO_8859_1);
      Running found = found(matching(text, wanted, ""));
      boolean quiet = call.arguments().getFirst().equals("-q");
      return quiet ? Running.of(found.status().getAsInt(), "") : found;
    }
    boolean named = call.arguments().getFirst().contains("H");
    String lines =
        operands.stream()
            .skip(1)
            .flatMap(path -> sysfs.files(path).stream())
            .map(path -> matching(content(path, call), wanted, named ? path + ":" : ""))
            .collect(Collectors.joining());
    return call.arguments().getFirst().equals("-c")
        ? Running.of(0, lines.lines().count() + "\n")
        : found(lines);
  }

  private String content(String path, Call call) {
    Optional<String> content = sysfs.read(path);
    if (content.isEmpty() && !call.arguments().getFirst().contains("s")) {
      call.errors().accept("grep: " + path + ": No such file or directory\n");
    }
    return content.orElse("");
  }

  private static String matching(String text, Predicate<String> wanted, String prefix) {
    return text.lines()
        .filter(wanted)
        .map(line -> prefix + line + "\n")
        .collect(Collectors.joining());
  }

  private static Running found(String lines) {
    return Running.of(lines.isEmpty() ? 1 : 0, lines);
  }

  private static Running count(Call call) throws IOException {
    return Running.of(0, call.in().transferTo(OutputStream.nullOutputStream()) + "\n");
  }

  private Running set(Call call) {
    if (call.arguments().equals(List.of("-o", "pipefail"))) {
      if (!has("pipefail")) {
        return call.fail(2, "sh: set: illegal option -o pipefail");
      }
      pipesFail = true;
    }
    return Running.of(0, "");
  }

  private Running command(Call call) {
    String name = call.arguments().getLast();
    return find(name).isPresent()
        ? Running.of(0, "/usr/bin/" + name + "\n")
        : Running.of(NOT_FOUND, "");
  }

  private static Running reboot(Call call) {
    throw new BoardReset();
  }

  private Running udhcpc(Call call) {
    String address = hardware.config().host().getHostAddress();
    return Running.of(0, "udhcpc: lease of " + address + " obtained\n");
  }

  private Running ip(Call call) {
    return Running.of(
        0, "2: eth0: <BROADCAST,UP> state UP\n    inet " + hardware.config().address() + " eth0\n");
  }

  private static Running digest(String algorithm, Call call) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      new DigestInputStream(call.in(), digest).transferTo(OutputStream.nullOutputStream());
      return Running.of(0, HexFormat.of().formatHex(digest.digest()) + "  -\n");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
