/** Where the programs start. */
package dev.jerboa.shell;
