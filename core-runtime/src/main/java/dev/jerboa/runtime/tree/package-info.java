/** Turns a configuration into drivers, and opens and closes them in order. */
package dev.jerboa.runtime.tree;
