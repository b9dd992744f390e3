/** The TI J784S4 EVM and the boards of its family. */
package dev.jerboa.flasher.ti.j784s4;
