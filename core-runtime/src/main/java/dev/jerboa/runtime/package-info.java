/**
 * Jerboa as a library: {@link dev.jerboa.runtime.Lab} opens a configuration file, its handles use
 * what is in it. The command line and the scripts are built on the same types.
 */
package dev.jerboa.runtime;
