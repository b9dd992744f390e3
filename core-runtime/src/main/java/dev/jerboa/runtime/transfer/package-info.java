/** Moves bytes between an image and the medium of a board, and knows what is still to be moved. */
package dev.jerboa.runtime.transfer;
