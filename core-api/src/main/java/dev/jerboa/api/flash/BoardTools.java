package dev.jerboa.api.flash;

import java.util.Optional;

/**
 * What the flasher OS can do with the target, found out once.
 *
 * @param directWrite whether {@code dd} can write past the cache
 * @param directRead whether {@code dd} can read past the cache
 * @param wholeBlocks whether {@code dd} can fill its blocks from a pipe ({@code iflag=fullblock}),
 *     without which several of them cannot share one stream
 * @param algorithm the digest that it computes fastest, where that could be measured
 * @param processors how many processors there are to compute digests on, at least 1
 * @param writers how many streams it has the memory to write from at once, at least 1
 * @param memory a folder whose files are in memory, with room for 4 MiB for each of four processors
 */
public record BoardTools(
    boolean directWrite,
    boolean directRead,
    boolean wholeBlocks,
    DigestAlgorithm algorithm,
    int processors,
    int writers,
    Optional<String> memory) {}
