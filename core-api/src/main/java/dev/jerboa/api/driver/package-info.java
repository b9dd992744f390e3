/** How a driver is found, configured, created, opened and closed. */
package dev.jerboa.api.driver;
