package dev.jerboa.api.files;

/**
 * A file offered to a board.
 *
 * @param name the short name the board asks for, {@code [A-Za-z0-9._-]+}
 * @param content the bytes
 */
public record ServedFile(String name, ByteSource content) {
  public ServedFile {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("not a plain file name: " + name);
    }
  }
}
