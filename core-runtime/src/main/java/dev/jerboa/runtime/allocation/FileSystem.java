package dev.jerboa.runtime.allocation;

import java.util.List;

/**
 * A file system in a partition.
 *
 * @param type its name
 * @param size its length in bytes, from the start of the partition
 * @param free what it does not use, within the partition, in ascending order
 */
record FileSystem(String type, long size, List<Range> free) {}
