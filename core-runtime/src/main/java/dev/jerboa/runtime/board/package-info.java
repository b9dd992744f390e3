/** The board drivers that come with the engine: {@code flasher} and {@code uboot}. */
package dev.jerboa.runtime.board;
