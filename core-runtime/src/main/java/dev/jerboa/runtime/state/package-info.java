/** What outlives a process: the folders it uses and the locks that keep processes apart. */
package dev.jerboa.runtime.state;
