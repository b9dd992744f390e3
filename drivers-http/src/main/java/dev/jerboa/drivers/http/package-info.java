/**
 * The image server: an HTTP server that offers the files of one flash to one board, under an
 * address that cannot be guessed, and only while the flash runs.
 */
package dev.jerboa.drivers.http;
