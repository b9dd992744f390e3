package dev.jerboa.runtime.image;

import java.util.OptionalLong;

/**
 * What a file's own headers say of it.
 *
 * @param size the decoded size, if stated
 * @param checksummed whether the format's own checksums cover all of the decoded bytes
 * @param provenAtEnd whether only decoding to the end can tell whether the file is one whole image
 */
record Structure(OptionalLong size, boolean checksummed, boolean provenAtEnd) {
  Structure(OptionalLong size, boolean checksummed) {
    this(size, checksummed, false);
  }

  /** Returns the same of a file whose decoded size is stated inside. */
  Structure withSize(long stated) {
    return new Structure(OptionalLong.of(stated), checksummed, provenAtEnd);
  }

  /** Returns the same of a file that must be decoded to be proven. */
  Structure onlyProvenAtEnd() {
    return new Structure(size, checksummed, true);
  }
}
