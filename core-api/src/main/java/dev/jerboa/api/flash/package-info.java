/** A flash: request, recipe, steps, events and report. */
package dev.jerboa.api.flash;
