package dev.jerboa.runtime.image;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.ArchiveEntry;

/** Makes the errors that several classes of this package report. */
final class ImageErrors {
  private static final String COMPARE = " and compare its SHA-256 with the published one.";

  private static final Set<String> DAMAGE =
      Set.of(
          "image.corrupt",
          "image.truncated",
          "image.trailing-garbage",
          "image.unknown-format",
          "image.checksum-mismatch");

  /** More names than these of the files in an archive say no more. */
  private static final int SHOWN = 20;

  private ImageErrors() {}

  static JerboaException image(String name, String message) {
    return JerboaException.of(ErrorClass.IMAGE, name, message);
  }

  /** Says whether another copy of the file may be better. */
  static boolean isDamage(JerboaException e) {
    return DAMAGE.contains(e.code());
  }

  /** Says how a person gets another copy of a file. */
  static String again(Path path) {
    return Downloads.isFetched(path)
        ? "Flash again to fetch the file anew"
        : "Copy or download the file again";
  }

  /** Lists the first files of an archive behind a colon, or returns an empty text for none. */
  static String names(List<? extends ArchiveEntry> files) {
    if (files.isEmpty()) {
      return "";
    }
    String more = files.size() > SHOWN ? ", and %d more".formatted(files.size() - SHOWN) : "";
    return files.stream()
        .limit(SHOWN)
        .map(file -> file.getName().replaceAll("\\p{Cntrl}+", " "))
        .collect(Collectors.joining(", ", ": ", more));
  }

  static JerboaException truncated(Path path, String format, long position, String missing) {
    return image(
            "truncated",
            "%s is cut short: the %s data ends at byte %d without %s"
                .formatted(path, format, position, missing))
        .hint(again(path) + COMPARE);
  }

  static JerboaException trailing(Path path, String format, long position) {
    return image(
            "trailing-garbage",
            "%s holds bytes that are no %s data from byte %d on, after the end of the image"
                .formatted(path, format, position))
        .hint(
            again(path)
                + "; if the extra bytes are wanted, cut them off or compress the image anew.");
  }

  static JerboaException corrupt(Path path, String format, String where, String why) {
    return image("corrupt", "%s is damaged: the %s data %s: %s".formatted(path, format, where, why))
        .hint(again(path) + COMPARE);
  }

  static JerboaException empty(Path path, String what) {
    return image("empty", "%s %s".formatted(path, what))
        .hint("Give an image file with something in it.");
  }

  static JerboaException changed(Path path, String what) {
    return image("changed", "%s was changed while it was in use: %s".formatted(path, what))
        .hint("Wait until the file is complete, or give a copy that nothing writes to.");
  }

  static JerboaException cacheDiffers(long position) {
    return image(
            "cache-differs",
            "the image was decoded to other bytes from byte %d on than the cache had"
                .formatted(position))
        .hint("Run it again: the cache has the right bytes now.")
        .retryable();
  }

  static JerboaException tooMuchMemory(Path path, String format, String needs) {
    return image(
            "too-much-memory",
            "%s cannot be decoded: the %s data needs %s, and 256 MiB are allowed"
                .formatted(path, format, needs))
        .hint("Compress the image anew with a dictionary or window of at most 128 MiB.");
  }

  static boolean isDiskFull(IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left") || text.contains("quota exceeded");
  }

  /** Explains why so many bytes could not be written to a file of the cache. */
  static JerboaException unwritten(Path file, long need, IOException e) {
    if (!isDiskFull(e)) {
      return cache(file, e);
    }
    Path folder = file.getParent();
    return diskFull(folder, need, folder.toFile().getUsableSpace()).causedBy(e);
  }

  static JerboaException diskFull(Path folder, long need, long have) {
    return JerboaException.of(
            ErrorClass.FETCH,
            "disk-full",
            "the disk of the image cache %s is full: %d bytes more are needed at least, %d are free"
                .formatted(folder, need, have))
        .hint("Remove other files from this disk, or put the cache on a larger one.");
  }

  static JerboaException cache(Path path, Throwable cause) {
    return JerboaException.of(
            ErrorClass.FETCH,
            "cache-unusable",
            "the image cache cannot be used at %s: %s".formatted(path, cause))
        .hint("Check the owner, the permissions and the disk of the cache folder.")
        .causedBy(cause);
  }
}
