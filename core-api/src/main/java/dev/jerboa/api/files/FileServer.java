package dev.jerboa.api.files;

import java.util.List;

/** A server that can offer files to one board for the time of one flash. */
public interface FileServer {
  /**
   * Binds the server's sockets; nobody is answered before {@link FileService#admit}.
   *
   * @param listener is told, on a thread of the server, how many bytes the board has taken
   * @return the running service, which the caller closes
   * @throws dev.jerboa.api.JerboaException of class {@code FETCH} if a socket cannot be bound,
   *     naming the port and, where it can be found, the holder
   */
  FileService start(List<ServedFile> files, ServeListener listener);
}
