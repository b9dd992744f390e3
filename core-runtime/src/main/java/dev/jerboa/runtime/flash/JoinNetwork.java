package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.flash.BoardAddress;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.net.Inet4Address;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the flasher OS onto the network and proves that it can fetch from the exporter. */
final class JoinNetwork implements Step {
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
    return Set.of(Part.SHELL, Part.ADDRESS, Part.HTTP, Part.IMAGE);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Download.PART);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Shell shell = run.get(Part.SHELL);
    BoardAddress board = run.get(Part.ADDRESS);
    FileService http = run.get(Part.HTTP);
    http.admit(board.subnet());
    Map<Image, URI> locations = new HashMap<>();
    for (Image image : run.request().images()) {
      String name = ServeImage.name(locations.size());
      locations.put(image, http.location(name, board.address(), board.prefix()));
    }
    Download download = new Download(client(shell, run), Map.copyOf(locations));
    setClock(shell, run);
    export(shell, board, run);
    if (!reaches(shell, download, run)) {
      bringUp(shell, board, run);
      if (!reaches(shell, download, run)) {
        throw unreachable(shell, download, http, run);
      }
    }
    run.put(Download.PART, download);
  }

  private static String client(Shell shell, FlashRun run) throws InterruptedException {
    if (shell.run("command -v curl", run.deadline(SHORT)).ok()) {
      return "curl -fsS --connect-timeout 10";
    }
    if (shell.run("command -v wget", run.deadline(SHORT)).ok()) {
      return "wget -q -O -";
    }
    throw JerboaException.of(
            ErrorClass.TARGET, "no-client", "The flasher OS has neither curl nor wget")
        .hint("Use a bundle whose initramfs has one of them.");
  }

  private static void setClock(Shell shell, FlashRun run) throws InterruptedException {
    CommandResult result =
        shell.run(
            "date -s @" + Instant.now().getEpochSecond() + " >/dev/null", run.deadline(SHORT));
    if (!result.ok()) {
      run.note("the board's clock could not be set: " + result.output());
    }
  }

  /** Variables that preflash commands of published bundles use. */
  private static void export(Shell shell, BoardAddress board, FlashRun run)
      throws InterruptedException {
    String gateway = board.gateway().map(Inet4Address::getHostAddress).orElse("");
    CommandResult result =
        shell.run(
            "export dhcp_addr=%s gw_addr=%s".formatted(board.address().getHostAddress(), gateway),
            run.deadline(SHORT));
    if (!result.ok()) {
      run.note("dhcp_addr and gw_addr could not be exported: " + result.output());
    }
  }

  /** One byte of an image is enough to prove the way, the client and the server. */
  private static boolean reaches(Shell shell, Download download, FlashRun run)
      throws InterruptedException {
    String probe = download.range(run.request().images().getFirst(), 0, 1) + " | wc -c";
    Optional<String> count =
        shell.run(probe + " 2>/dev/null", run.deadline(SHORT)).output().lines().reduce((a, b) -> b);
    return count.map(String::strip).filter("1"::equals).isPresent();
  }

  /** DHCP as published bundles expect it; without a DHCP client, the address U-Boot had. */
  private static void bringUp(Shell shell, BoardAddress board, FlashRun run)
      throws InterruptedException {
    if (!shell.run("udhcpc -n -q", run.deadline(DHCP)).ok()) {
      run.note("udhcpc brought no address; using the one U-Boot had");
      String address = board.address().getHostAddress() + "/" + board.prefix();
      CommandResult result =
          shell.run(
              "for n in /sys/class/net/*; do n=${n##*/}; [ $n = lo ] || { ip link set $n up && ip"
                  + " addr add "
                  + address
                  + " dev $n; break; }; done",
              run.deadline(SHORT));
      if (!result.ok()) {
        run.note("the address could not be set: " + result.output());
      }
    }
  }

  private static JerboaException unreachable(
      Shell shell, Download download, FileService http, FlashRun run) throws InterruptedException {
    URI image = download.locations().values().iterator().next();
    String network =
        shell
            .run("ip addr 2>&1 | grep -E 'inet |state'; ip route 2>&1", run.deadline(SHORT))
            .output();
    return JerboaException.of(
            ErrorClass.TARGET,
            "unreachable",
            "The flasher OS cannot fetch from %s:%d; its network:\n%s\n  the server says: %s"
                .formatted(
                    image.getHost(),
                    image.getPort(),
                    network.indent(4).stripTrailing(),
                    http.summary()))
        .hint("Check a firewall on the exporter, and which network port of the board is wired.")
        .retryable();
  }
}
