/**
 * Jerboa as a library: {@link dev.jerboa.runtime.Jerboa} opens a configuration file, the handles of
 * its {@link dev.jerboa.runtime.Lab} use what is in it. The command line and the scripts are built
 * on the same types.
 */
package dev.jerboa.runtime;
