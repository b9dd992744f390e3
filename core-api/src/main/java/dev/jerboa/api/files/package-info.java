/** Files served to a board over TFTP or HTTP, for one flash. */
package dev.jerboa.api.files;
