/** Typed conversations over a console line: the U-Boot prompt, the login, the Linux shell. */
package dev.jerboa.runtime.dialog;
