/** The JShell REPL and script runner, with the live objects of a lab. */
package dev.jerboa.shell.repl;
