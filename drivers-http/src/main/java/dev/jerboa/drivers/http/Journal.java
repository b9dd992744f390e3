package dev.jerboa.drivers.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Remembers what clients asked for, to tell it in error messages. Used by all threads. */
final class Journal {
  private static final int HOSTS_NAMED = 4;

  private final Map<String, Long> served = new LinkedHashMap<>();
  private final Map<String, Long> refused = new LinkedHashMap<>();
  private long bytes;
  private String last = "";
  private String failure = "";

  /** Notes a request of an admitted host: {@code GET image/0-512}. */
  synchronized void request(String host, String what) {
    served.merge(host, 1L, Long::sum);
    last = what;
  }

  /** Notes a request of a host that is not admitted. */
  synchronized void refusal(String host) {
    refused.merge(host, 1L, Long::sum);
  }

  synchronized void sent(long count) {
    bytes += count;
  }

  /** Notes why an answer was broken off that was not the client's doing. */
  synchronized void failure(String what) {
    failure = what;
  }

  /** Returns it all as one sentence, without a full stop. */
  synchronized String sentence() {
    String text =
        served.isEmpty()
            ? "no request"
            : requests(served) + ", " + bytes + " bytes sent, last: " + last;
    return text
        + (refused.isEmpty() ? "" : "; refused: " + requests(refused))
        + (failure.isEmpty() ? "" : "; failed: " + failure);
  }

  private static String requests(Map<String, Long> hosts) {
    long count = hosts.values().stream().mapToLong(Long::longValue).sum();
    String names = hosts.keySet().stream().limit(HOSTS_NAMED).collect(Collectors.joining(", "));
    String more = hosts.size() > HOSTS_NAMED ? " and others" : "";
    return count + (count == 1 ? " request from " : " requests from ") + names + more;
  }
}
