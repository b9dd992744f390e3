/**
 * Where a flash happens: {@link dev.jerboa.runtime.flash.StandardRecipe} is the list of steps,
 * {@link dev.jerboa.runtime.flash.FlashService} runs them.
 */
package dev.jerboa.runtime.flash;
