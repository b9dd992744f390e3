package dev.jerboa.api.flash;

/**
 * The proof that the device holds the image: every segment was read back past the cache and its
 * digest equals the image's.
 *
 * @param algorithm by which they were compared
 * @param segments how many segments were compared
 * @param rewritten how many of them had to be written again first
 */
public record Verification(DigestAlgorithm algorithm, int segments, int rewritten) {}
