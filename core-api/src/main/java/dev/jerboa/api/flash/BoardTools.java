package dev.jerboa.api.flash;

/**
 * What the flasher OS can do, found out once.
 *
 * @param fetch the command that prints a URL's content, up to the URL: {@code curl -fsS} or {@code
 *     wget -q -O -}
 * @param fullBlocks whether {@code dd} knows {@code iflag=fullblock}
 * @param directWrite whether {@code dd} can write past the cache to the target
 * @param directRead whether {@code dd} can read past the cache from the target
 */
public record BoardTools(
    String fetch, boolean fullBlocks, boolean directWrite, boolean directRead) {}
