package dev.jerboa.runtime.allocation;

import java.util.Optional;
import java.util.UUID;

/**
 * A partition of an image, or a whole image without partitions.
 *
 * @param title how people call it
 * @param type the type in a GPT
 * @param range where it lies, within the image
 */
record Partition(String title, Optional<UUID> type, Range range) {}
