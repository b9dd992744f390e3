/** Digests as text. */
package dev.jerboa.runtime.digest;
