package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.flash.BoardAddress;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.transfer.Download;
import dev.jerboa.runtime.transfer.FetchingShell;
import dev.jerboa.runtime.transfer.TextSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Brings the flasher OS onto the network and proves that it can fetch from the exporter. */
final class JoinNetwork implements Step {
  private static final String PROBE = "probe";
  private static final String PROBE_TEXT = "jerboa-reached";

  /** Each begins with the name of the program. */
  private static final List<String> CLIENTS =
      List.of("wget -q -O -", "curl -fsS --connect-timeout 10");

  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final Duration DHCP = Duration.ofMinutes(1);

  @Override
  public String id() {
    return "join-network";
  }

  @Override
  public String title() {
    return "Bring up the board's network";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.SHELL, Part.ADDRESS, Part.HTTP);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Download.PART, FetchingShell.PART);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Shell shell = run.get(Part.SHELL);
    BoardAddress board = run.get(Part.ADDRESS);
    FileService http = run.get(Part.HTTP);
    http.admit(board.subnet());
    http.offer(new ServedFile(PROBE, new TextSource(PROBE_TEXT)));
    URI probe = http.location(PROBE, board.address(), board.prefix());
    for (String client : prepare(shell, run)) {
      Download download = new Download(client, probe);
      if (bringUp(shell, board, download, run) || askForAddress(shell, download, run)) {
        run.put(Download.PART, download);
        run.put(FetchingShell.PART, new FetchingShell(shell, http, download));
        return;
      }
    }
    throw unreachable(shell, probe, http, run);
  }

  /**
   * Finds the clients and sets the clock, with one command, since each costs a turn on the console.
   * That of busybox starts many times quicker than curl.
   *
   * @return the commands that print what is at a URL, best first
   */
  private static List<String> prepare(Shell shell, FlashRun run) throws InterruptedException {
    String command =
        "date -s @%d >/dev/null || echo no-clock; command -v wget; command -v curl"
            .formatted(Instant.now().getEpochSecond());
    List<String> answer =
        shell.run(command, run.deadline(SHORT)).output().lines().map(String::strip).toList();
    if (answer.contains("no-clock")) {
      run.note("the board's clock could not be set");
    }
    List<String> clients =
        CLIENTS.stream()
            .filter(client -> answer.stream().anyMatch(found -> isPathOf(found, client)))
            .toList();
    if (!clients.isEmpty()) {
      return clients;
    }
    throw JerboaException.of(
            ErrorClass.TARGET, "no-client", "The flasher OS has neither curl nor wget")
        .hint("Use a bundle whose initramfs has one of them.");
  }

  private static boolean isPathOf(String path, String client) {
    return path.endsWith(client.substring(0, client.indexOf(' ')));
  }

  /**
   * Teaches the shell to fetch and tries it; a few bytes are enough to prove the way, the client
   * and the server. Where they do not come, the board gets the address that U-Boot had, which saves
   * asking DHCP again, on the network card by which the exporter can be reached.
   */
  private static boolean bringUp(Shell shell, BoardAddress board, Download download, FlashRun run)
      throws InterruptedException {
    String address = board.address().getHostAddress() + "/" + board.prefix();
    String oneCardAfterAnother =
        "for n in /sys/class/net/*; do n=${n##*/}; [ $n = lo ] || { ip link set $n up; ip addr add "
            + "%s dev $n; %s && break; ip addr del %s dev $n; }; done 2>/dev/null"
                .formatted(address, download.typed(PROBE), address);
    String command =
        "%s; %s 2>/dev/null || %s"
            .formatted(download.definition(), download.typed(PROBE), oneCardAfterAnother);
    return shell.run(command, run.deadline(DHCP)).output().contains(PROBE_TEXT);
  }

  /** Tries DHCP as published bundles expect it. */
  private static boolean askForAddress(Shell shell, Download download, FlashRun run)
      throws InterruptedException {
    if (!shell.run("udhcpc -n -q", run.deadline(DHCP)).ok()) {
      run.note("udhcpc brought no address either");
    }
    String command = download.typed(PROBE) + " 2>/dev/null";
    return shell.run(command, run.deadline(SHORT)).output().contains(PROBE_TEXT);
  }

  private static JerboaException unreachable(
      Shell shell, URI server, FileService http, FlashRun run) throws InterruptedException {
    String network =
        shell
            .run("ip addr 2>&1 | grep -E 'inet |state'; ip route 2>&1", run.deadline(SHORT))
            .output();
    return JerboaException.of(
            ErrorClass.TARGET,
            "unreachable",
            "The flasher OS cannot fetch from %s:%d; its network:\n%s\n  the server says: %s"
                .formatted(
                    server.getHost(),
                    server.getPort(),
                    network.indent(4).stripTrailing(),
                    http.summary()))
        .hint("Check a firewall on the exporter, and which network port of the board is wired.")
        .retryable();
  }
}
