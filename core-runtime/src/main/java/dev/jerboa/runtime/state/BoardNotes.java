package dev.jerboa.runtime.state;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What flashes of a board have shown that later ones are quicker with; nothing depends on it.
 *
 * <p>For use by whoever holds the {@link BoardLock}.
 */
public final class BoardNotes {
  private final Path file;

  /**
   * Finds the notes.
   *
   * @param file where they are, or will be when there is one
   */
  public BoardNotes(Path file) {
    this.file = file;
  }

  /** Finds those of the board of a configuration file, which exists. */
  public static BoardNotes of(Path stateFolder, Path configuration) {
    try {
      String name = BoardLock.name(configuration) + ".properties";
      return new BoardNotes(stateFolder.resolve("boards").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all notes by name; none where there are none, or they cannot be read. */
  public Map<String, String> all() {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return Map.of(); // then the board is got to know again
    }
    Map<String, String> notes = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> notes.put(name, properties.getProperty(name)));
    return notes;
  }

  /** Writes a note, in place of one of the same name. */
  public void put(String name, String value) throws IOException {
    Properties properties = new Properties();
    properties.putAll(all());
    properties.setProperty(name, value);
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      properties.store(writer, "What flashes of this board have shown. May be deleted.");
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
