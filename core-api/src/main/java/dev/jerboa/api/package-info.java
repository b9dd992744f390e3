/** Words used by every other package: errors, deadlines, secrets. */
package dev.jerboa.api;
