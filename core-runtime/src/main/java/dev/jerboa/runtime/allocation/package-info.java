/**
 * Finds the ranges of a disk image that no reader of the flashed device needs, from its partition
 * table and file systems.
 *
 * <p>What is not understood wholly is needed: each doubt is a {@link
 * dev.jerboa.runtime.allocation.DoubtException} that ends in a note for people, and never in a free
 * range.
 */
package dev.jerboa.runtime.allocation;
