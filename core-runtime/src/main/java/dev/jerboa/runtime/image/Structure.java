package dev.jerboa.runtime.image;

import java.util.OptionalLong;

/**
 * What a file's own headers say of it.
 *
 * @param size the decoded size, if stated
 * @param checksummed whether the format's own checksums cover all of the decoded bytes
 */
record Structure(OptionalLong size, boolean checksummed) {}
