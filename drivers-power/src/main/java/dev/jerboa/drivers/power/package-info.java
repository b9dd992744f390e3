/** Ways to switch the power of a board. */
package dev.jerboa.drivers.power;
