/** A flasher bundle: the flasher OS of a board and the facts needed to boot it. */
package dev.jerboa.api.bundle;
