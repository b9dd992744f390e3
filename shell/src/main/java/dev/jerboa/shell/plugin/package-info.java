/** Projects for new plugins, made from templates. */
package dev.jerboa.shell.plugin;
