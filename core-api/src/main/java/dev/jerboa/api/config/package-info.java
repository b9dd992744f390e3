/** Annotations on the records that hold configuration. */
package dev.jerboa.api.config;
