/** The byte stream of a board's serial console. */
package dev.jerboa.api.console;
