/** Reads configuration files and says everything that is wrong with them at once. */
package dev.jerboa.runtime.config;
