/**
 * Prepares image files for a flash: finds their format, proves that they are whole, decodes them
 * and keeps the result.
 *
 * <p>{@link ImageStore} reads top to bottom what is done. Everything that can be known before a
 * board is touched is checked before {@code prepare} returns; decoding goes on in the background.
 */
package dev.jerboa.runtime.image;
