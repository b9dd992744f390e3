package dev.jerboa.api.files;

import java.net.Inet4Address;
import java.net.URI;

/** A running server that offers the files of one flash. Its methods may be called by any thread. */
public interface FileService extends AutoCloseable {
  /** Starts answering the hosts of this network, and no others. */
  void admit(Subnet board);

  /**
   * Returns where the board finds a file: a {@code tftp} or {@code http} address whose host is the
   * exporter's address in the board's network. The addresses of the files of one service differ in
   * their last part only, which is the name.
   *
   * <p>A byte range of a file served over HTTP is at the same address followed by {@code
   * /OFFSET-LENGTH}, for clients that cannot ask for ranges.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code CONFIG} if no bound address can be
   *     reached from there, listing those that are bound
   */
  URI location(String name, Inet4Address board, int prefix);

  /** Offers one more file from now on, in the place of one that has the name already. */
  void offer(ServedFile file);

  /** Returns one sentence on what the board has asked for so far, for error messages. */
  String summary();

  /** Stops serving and frees the sockets, ending what is under way. Idempotent. */
  @Override
  void close();
}
