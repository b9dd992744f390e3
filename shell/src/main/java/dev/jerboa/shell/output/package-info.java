/** What people and machines get to see: progress, timelines, errors, JSON. */
package dev.jerboa.shell.output;
