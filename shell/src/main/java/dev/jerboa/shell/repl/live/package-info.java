/**
 * What snippets use of the shell; the only exported package, since snippets are compiled outside
 * every module.
 */
package dev.jerboa.shell.repl.live;
