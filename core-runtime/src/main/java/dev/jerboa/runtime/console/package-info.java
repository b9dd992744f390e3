/** A console line with memory: one reader thread, a bounded window, a transcript. */
package dev.jerboa.runtime.console;
