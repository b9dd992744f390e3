/** Typed conversations on a console: expect, bootloader prompt, Linux shell. */
package dev.jerboa.api.dialog;
