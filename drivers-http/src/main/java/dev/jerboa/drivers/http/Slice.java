package dev.jerboa.drivers.http;

import dev.jerboa.api.files.ServedFile;

/**
 * A file or a range of one that has an address of its own.
 *
 * @param file the file
 * @param label what the address says behind the token: {@code image} or {@code image/0-512}
 * @param offset where it starts in the file
 * @param length its length
 * @param tag its validator
 */
record Slice(ServedFile file, String label, long offset, long length, EntityTag tag) {}
