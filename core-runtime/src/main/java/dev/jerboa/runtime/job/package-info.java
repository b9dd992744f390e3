/** Jobs: files that say what shall be true of a board, made true and reported without a person. */
package dev.jerboa.runtime.job;
