/** A person's terminal attached to a board's console. */
package dev.jerboa.shell.terminal;
