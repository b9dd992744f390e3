/** Fetches files from web servers that break off, redirect, lie or are replaced meanwhile. */
package dev.jerboa.runtime.fetch;
