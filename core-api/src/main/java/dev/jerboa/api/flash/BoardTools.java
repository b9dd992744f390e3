package dev.jerboa.api.flash;

/**
 * What the flasher OS can do with the target, found out once.
 *
 * @param directWrite whether {@code dd} can write past the cache
 * @param directRead whether {@code dd} can read past the cache
 */
public record BoardTools(boolean directWrite, boolean directRead) {}
