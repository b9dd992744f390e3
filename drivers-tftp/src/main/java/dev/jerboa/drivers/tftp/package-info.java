/**
 * A TFTP server that gives a board the files of one flash, and nothing else.
 *
 * <p>{@code TftpServer} binds the sockets, {@code RequestLoop} hears requests on them, and every
 * request that is granted becomes a {@code Transfer} with a socket and a thread of its own.
 */
package dev.jerboa.drivers.tftp;
