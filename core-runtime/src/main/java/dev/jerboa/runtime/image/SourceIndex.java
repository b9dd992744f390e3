package dev.jerboa.runtime.image;

import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Remembers the digests of files, so that a large one is not read again just to name it. */
final class SourceIndex {
  private final Path folder;
  private final Duration settling;

  /**
   * @param settling how long a file must have been left alone to be remembered
   */
  SourceIndex(Path folder, Duration settling) {
    this.folder = folder;
    this.settling = settling;
  }

  Optional<String> find(SourceFile source) {
    Path entry = entry(source);
    if (!Files.isRegularFile(entry)) {
      return Optional.empty();
    }
    try {
      String text = new String(Files.readAllBytes(entry), StandardCharsets.ISO_8859_1);
      return Optional.of(text.strip()).filter(Sha256::isDigest);
    } catch (IOException e) {
      throw ImageErrors.cache(entry, e);
    }
  }

  void remember(SourceFile source, String sha256) {
    if (!source.state().settledFor(settling)) {
      return;
    }
    Path part = folder.resolve(".part-" + UUID.randomUUID());
    try {
      Files.createDirectories(folder);
      Files.writeString(part, sha256 + "\n");
      Files.move(part, entry(source), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw ImageErrors.cache(part, e);
    }
  }

  void forget(SourceFile source) {
    try {
      Files.deleteIfExists(entry(source));
    } catch (IOException e) {
      throw ImageErrors.cache(folder, e);
    }
  }

  private Path entry(SourceFile source) {
    return folder.resolve(Sha256.of(source.identity()));
  }
}
