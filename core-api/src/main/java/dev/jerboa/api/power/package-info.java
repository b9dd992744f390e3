/** The power supply of a board. */
package dev.jerboa.api.power;
