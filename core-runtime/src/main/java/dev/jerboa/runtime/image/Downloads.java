package dev.jerboa.runtime.image;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.RemoteFile;
import dev.jerboa.runtime.digest.Sha256;
import dev.jerboa.runtime.fetch.Fetch;
import dev.jerboa.runtime.fetch.PartFile;
import dev.jerboa.runtime.fetch.Version;
import dev.jerboa.runtime.fetch.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Keeps what was fetched, in a folder for each URL, and asks the server whether it is current.
 *
 * <p>Safe for use by several threads and processes: one fetches, the others wait.
 */
final class Downloads {
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();
  private static final String VERSION = ".version";
  private static final String PART = ".part";
  private static final Pattern FETCHED = Pattern.compile("(.*/)?downloads/[0-9a-f]{64}/[^/]+");

  private final Path folder;
  private final CacheRoom room;

  Downloads(Path folder, CacheRoom room) {
    this.folder = folder;
    this.room = room;
  }

  /**
   * Returns a held file that holds what the server has now.
   *
   * @throws JerboaException of class {@code FETCH} or {@code TRUST}
   */
  Download fetch(RemoteFile remote, Watch watch) throws InterruptedException {
    Path entry = folder.resolve(Sha256.of(remote.url().toString()));
    ReentrantLock ours = LOCKS.computeIfAbsent(entry, _ -> new ReentrantLock());
    if (!ours.tryLock(watch.deadline().remaining().toMillis(), TimeUnit.MILLISECONDS)) {
      throw tooLate(remote);
    }
    try (MakerLock _ = MakerLock.await(lock(entry), most -> pause(most, remote, watch));
        Hold _ = Hold.take(entry)) {
      if (Files.isRegularFile(entry)) {
        PartFolder.remove(entry);
      }
      Files.createDirectories(entry);
      return new Download(fetch(remote, entry, watch), Hold.take(entry));
    } catch (IOException e) {
      throw ImageErrors.unwritten(entry.resolve(PART), 0, e);
    } finally {
      ours.unlock();
    }
  }

  private Path fetch(RemoteFile remote, Path entry, Watch watch)
      throws IOException, InterruptedException {
    Path file = entry.resolve(remote.name());
    Path version = entry.resolve(VERSION);
    Optional<Version> known = known(file, version);
    try (PartFile part = new PartFile(entry.resolve(PART), room::make)) {
      Fetch fetch = new Fetch(remote, part, watch, bytes -> room.require(folder, bytes));
      Optional<Version> fetched = fetch.unlessCurrent(known);
      if (fetched.isPresent()) {
        Files.deleteIfExists(version);
        part.moveTo(file);
        Files.writeString(version, fetched.get().toText() + FileState.of(file).toText());
        watch.note("fetched %s, %s".formatted(remote, Bytes.text(Files.size(file))));
      } else {
        Path _ = Files.setLastModifiedTime(version, FileTime.from(Instant.now()));
        watch.note("the server still has what was fetched before of " + remote);
      }
    }
    room.enforce(entry);
    return file;
  }

  private Path lock(Path entry) {
    return folder.resolveSibling("locks").resolve(entry.getFileName());
  }

  private static void pause(Duration most, RemoteFile remote, Watch watch)
      throws InterruptedException {
    if (watch.deadline().expired()) {
      throw tooLate(remote);
    }
    Thread.sleep(most);
  }

  private static JerboaException tooLate(RemoteFile remote) {
    return JerboaException.of(
            ErrorClass.FETCH, "fetch", "another flash has not fetched %s yet".formatted(remote))
        .hint("Give the flash more time.");
  }

  /** Says whether a file lies in a cache because it was fetched. */
  static boolean isFetched(Path file) {
    return FETCHED.matcher(file.toString()).matches();
  }

  /** Has a file fetched anew the next time. */
  static void distrust(Path file) {
    try {
      Path version = file.resolveSibling(VERSION);
      if (Files.exists(version)) { // it must not vanish under one who asks the server just now
        Files.writeString(version, "");
      }
    } catch (IOException e) {
      throw ImageErrors.cache(file, e);
    }
  }

  /** Returns the version of a file that is as it was fetched and the server can be asked about. */
  private static Optional<Version> known(Path file, Path version) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isRegularFile(version)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(version), StandardCharsets.UTF_8);
    String state = FileState.of(file).toText();
    return text.endsWith(state)
        ? Version.parse(text.substring(0, text.length() - state.length()))
            .filter(Version::canBeAskedFor)
        : Optional.empty();
  }

  static Optional<CacheRoom.Use> use(Path entry) throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
      for (Path file : files) {
        bytes += file.toFile().length();
      }
    }
    return Optional.of(new CacheRoom.Use(bytes, entry.resolve(VERSION).toFile().lastModified()));
  }
}
