/** Plugins of third parties: where they lie, whether they are sound, and what they add. */
package dev.jerboa.runtime.plugin;
