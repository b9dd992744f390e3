/** The serial console of a board, however it is wired to the exporter. */
package dev.jerboa.drivers.serial;
