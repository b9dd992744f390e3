package dev.jerboa.drivers.tftp;

import dev.jerboa.api.files.Subnet;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps and logs what was asked of the server. Its methods may be called by any thread.
 *
 * <p>What the network can cause is bounded, in memory and in lines a minute.
 */
final class Journal {
  private static final int MOST_NAMES = 8;

  private final Logger logger;
  private final Throttle strangerLines = new Throttle(1);
  private final Throttle otherLines = new Throttle(20);
  private final Map<String, Progress> latest = new LinkedHashMap<>();
  private final Set<String> refusals = new LinkedHashSet<>();
  private long strangers;
  private String lastStranger = "";

  Journal(Logger logger) {
    this.logger = logger;
  }

  /** Notes that a transfer begins. */
  synchronized void began(String name, Progress progress) {
    latest.put(name, progress);
  }

  /** Notes that a transfer is over. */
  void ended(InetSocketAddress client, Progress progress) {
    log(Level.INFO, show(client) + " " + progress);
  }

  /** Notes a request of the board that was not granted. */
  void refused(InetSocketAddress client, String what) {
    String shown = Packet.printable(what);
    synchronized (this) {
      if (refusals.size() < MOST_NAMES) {
        refusals.add(shown);
      }
    }
    log(Level.WARNING, "refused " + show(client) + ": " + shown);
  }

  /** Notes a failure of the server itself. */
  void failed(String what) {
    log(Level.WARNING, what);
  }

  /** Notes a packet from a host that is not admitted. */
  void stranger(InetSocketAddress host) {
    synchronized (this) {
      strangers++;
      lastStranger = show(host);
    }
    if (strangerLines.passes()) {
      logger.log(
          Level.WARNING,
          "ignored a packet of {0}, which is not in the board''s network",
          show(host));
    }
  }

  private void log(Level level, String line) {
    if (otherLines.passes()) {
      logger.log(level, line);
    }
  }

  private static String show(InetSocketAddress host) {
    return host.getAddress().getHostAddress() + ":" + host.getPort();
  }

  /** Returns one sentence on all of it. */
  synchronized String summary(List<Subnet> admitted) {
    List<String> parts = new ArrayList<>();
    if (latest.isEmpty() && refusals.isEmpty()) {
      parts.add("the board has asked for nothing");
    }
    latest.values().forEach(progress -> parts.add(progress.toString()));
    if (!refusals.isEmpty()) {
      parts.add("refused: " + String.join(", ", refusals));
    }
    if (strangers > 0) {
      String network = admitted.isEmpty() ? "before admission" : "from outside " + admitted.get(0);
      parts.add(strangers + " packets " + network + " ignored (last from " + lastStranger + ")");
    }
    return "TFTP: " + String.join("; ", parts) + ".";
  }
}
