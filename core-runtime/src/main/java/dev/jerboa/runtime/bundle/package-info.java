/** Flasher bundles: found on disk, checked, and read. */
package dev.jerboa.runtime.bundle;
