/** The commands: fixed ones, and those that a configuration's nodes bring. */
package dev.jerboa.shell.cli;
