package dev.jerboa.drivers.tftp;

import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Sends one file to one client.
 *
 * <p>{@link #run} is the transfer's thread; the other methods may be called by any.
 */
final class Transfer implements Runnable {
  /** The answer to one request. */
  record Job(ServedFile file, Options options, ServeListener listener, Patience patience) {}

  /** Once everything has been sent, silence means most likely that the last receipt was lost. */
  private static final int RESENDS_AT_END = 3;

  /** Before the first receipt the client may be forged, and its owner must not be flooded. */
  private static final int RESENDS_AT_START = 1;

  /** A receipt that comes sooner was doubled on the way. */
  private static final long SHORTEST_ROUND_TRIP = 1_000_000;

  private static final String LAST_RECEIPT_MISSING = "sent, the last receipt is missing";

  private final Job job;
  private final Endpoint endpoint;
  private final Progress progress;
  private final Window window;
  private final RetransmitTimer timer;
  private final ByteBuffer block;
  private final ReadAhead ahead;
  private final Overruns overruns = new Overruns();

  private int resends;
  private long sentAt;
  private long wholeAt;
  private long progressAt;
  private volatile long heardAt;
  private volatile boolean untouched = true;
  private volatile boolean askedAgain;
  private volatile String end = "";
  private volatile String farewell = "";

  Transfer(Job job, Endpoint endpoint, Progress progress) {
    this.job = job;
    this.endpoint = endpoint;
    this.progress = progress;
    this.window = new Window(job.options(), job.file().content().size());
    this.timer = new RetransmitTimer(job.patience());
    this.block = ByteBuffer.allocateDirect(4 + job.options().blockSize());
    this.ahead = new ReadAhead(job.file().content());
    this.heardAt = System.nanoTime();
  }

  InetSocketAddress client() {
    return endpoint.client();
  }

  boolean serves(String name) {
    return job.file().name().equals(name);
  }

  /** Returns whether the client has acknowledged nothing so far. */
  boolean untouched() {
    return untouched;
  }

  boolean ended() {
    return !end.isEmpty();
  }

  /** Returns whether the client has yet to respond, or was heard a moment ago. */
  boolean lively() {
    return untouched || System.nanoTime() - heardAt < job.patience().longestWait().toNanos();
  }

  /** Tells that the client has sent its request again: the first packet may have been lost. */
  void askedAgain() {
    askedAgain = true;
    endpoint.wake();
  }

  /** Ends the transfer without a word to the client. */
  void drop(String reason) {
    end = reason;
    endpoint.wake();
  }

  /** Ends the transfer and tells the client once. */
  void cancel() {
    farewell = "cancelled";
    drop("cancelled");
  }

  @Override
  public void run() {
    try (endpoint) {
      exchange();
      if (!farewell.isEmpty()) {
        // The thread may have been interrupted to get here; that has done its work.
        Thread.interrupted();
        endpoint.send(Packet.error(0, farewell));
      }
    } catch (PortUnreachableException e) {
      finish(window.allSent() ? LAST_RECEIPT_MISSING : "the client closed its port");
    } catch (IOException | RuntimeException e) {
      finish("failed: " + e.getMessage());
    } finally {
      finish("failed");
      progress.ended(end);
    }
  }

  private void finish(String how) {
    if (end.isEmpty()) {
      end = how;
    }
  }

  private void exchange() throws IOException {
    progressAt = System.nanoTime();
    wholeAt = progressAt;
    while (end.isEmpty() && !window.done()) {
      sendWindow();
      awaitReceipt();
    }
    finish("complete");
  }

  private void sendWindow() throws IOException {
    while (end.isEmpty() && window.open()) {
      send(window.take());
    }
    sentAt = System.nanoTime();
    if (resends == 0) {
      // Reading the blocks may have taken long, which is not the client's fault.
      progressAt = sentAt;
    }
  }

  private void send(long number) throws IOException {
    if (number == 0) {
      endpoint.send(Packet.optionReply(job.options().reply()));
      return;
    }
    int length = window.length(number);
    block.clear().limit(4 + length).putShort((short) Packet.DATA).putShort((short) number);
    if (fill(window.position(number))) {
      endpoint.send(block.flip());
      job.listener().sent(job.file().name(), length);
    }
  }

  private boolean fill(long position) throws IOException {
    try {
      int length = block.remaining();
      int inside = ahead.from(position, length);
      block.put(block.position(), ahead.bytes(), inside, length).position(block.limit());
      return true;
    } catch (InterruptedException | InterruptedIOException e) {
      finish("cancelled");
    } catch (IOException | RuntimeException e) {
      finish("failed: " + e.getMessage());
      endpoint.send(Packet.error(Packet.ACCESS_VIOLATION, "file cannot be read"));
    }
    return false;
  }

  /** Returns when there is something to send, or the transfer is over. */
  private void awaitReceipt() throws IOException {
    while (end.isEmpty()) {
      long now = System.nanoTime();
      long left = quiet() ? Long.MAX_VALUE : sentAt + timer.delay() - now;
      long patience = giveUpAt() - now;
      if (patience <= 0) {
        finish(
            window.allSent() ? LAST_RECEIPT_MISSING : "the client fell silent" + endpoint.fault());
      } else if (left <= 0) {
        timer.expired();
        probe();
        return;
      } else if (askedAgain && untouched) {
        askedAgain = false;
        heardAt = now;
        if (now - sentAt >= job.patience().shortestWait().toNanos()) {
          sendAgain();
          return;
        }
      } else {
        Optional<Packet> packet = endpoint.receive(Math.min(left, patience));
        if (packet.isPresent() && heard(packet.get())) {
          return;
        }
      }
    }
  }

  private void sendAgain() {
    resends++;
    wholeAt = System.nanoTime();
    window.rewind();
  }

  /**
   * Sends the newest block again: a client that misses one before it says so at once. The whole
   * window follows only where that brings nothing for a while, because a bootloader that is busy
   * has few receive buffers (4 on some boards, 32 in U-Boot's virtio_net), and some do not recover
   * from an overrun.
   */
  private void probe() {
    boolean whole = System.nanoTime() - wholeAt >= job.patience().longestWait().toNanos();
    if (whole || !window.wide()) {
      sendAgain();
    } else {
      resends++;
      window.rewindToNewest();
    }
  }

  /** In a window, the last acknowledgement again means that what follows it was lost (RFC 7440). */
  private boolean missed() {
    boolean once = window.wide() && resends == 0 && !untouched;
    return once && heardAt - sentAt >= SHORTEST_ROUND_TRIP;
  }

  /** Returns whether only the client's word can now lead to another packet. */
  private boolean quiet() {
    return (untouched && resends >= RESENDS_AT_START)
        || (window.allSent() && resends >= RESENDS_AT_END);
  }

  private long giveUpAt() {
    long limit = progressAt + job.patience().silence().toNanos();
    return quiet() ? Math.min(limit, heardAt + job.patience().linger().toNanos()) : limit;
  }

  private boolean heard(Packet packet) {
    heardAt = System.nanoTime();
    return switch (packet) {
      case Packet.Ack ack -> acknowledged(ack.block());
      case Packet.Failure failure -> {
        finish("ended by the client: " + Packet.printable(failure.text()));
        yield true;
      }
      case Packet.Request _, Packet.Unanswerable _, Packet.Malformed _ -> false;
    };
  }

  private boolean acknowledged(int number) {
    boolean newest = window.newest(number);
    return switch (window.acknowledge(number)) {
      case ADVANCED -> {
        if (newest && resends == 0) {
          timer.measured(heardAt - sentAt);
        }
        overruns.acknowledged(newest, resends > 0);
        advanced();
        if (overruns.systematic()) {
          refuseWindow();
        }
        yield true;
      }
      case REPEATED -> {
        // The client has waited for longer than we have resent: it misses what was sent last.
        boolean wanted = missed() || (quiet() && !untouched);
        if (wanted) {
          sendAgain();
        }
        yield wanted;
      }
      case STALE -> false;
    };
  }

  /**
   * The client may ask again for fewer blocks at once, which is quicker than to go on like this.
   */
  private void refuseWindow() {
    farewell = "the client has no room for %d blocks at once".formatted(job.options().window());
    finish(farewell);
  }

  private void advanced() {
    timer.progressed();
    untouched = false;
    resends = 0;
    wholeAt = heardAt;
    progressAt = heardAt;
    progress.acknowledged(window.acknowledgedBytes());
  }
}
