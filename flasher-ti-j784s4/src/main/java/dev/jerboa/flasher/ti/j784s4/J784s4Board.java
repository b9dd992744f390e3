package dev.jerboa.flasher.ti.j784s4;

import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoard;

/**
 * A TI J784S4 EVM, which is flashed by the standard recipe: load addresses, boot command, login and
 * targets are data of the bundle.
 *
 * <p>What a bundle cannot say would go here, by overriding {@link #recipe}: {@code
 * standard.insertAfter("enter-bootloader", new SelectBootMode())} for a command that this board
 * needs at its prompt, {@code standard.replace("boot-flasher-os", ...)} for another way to start
 * the flasher OS. {@link dev.jerboa.api.flash.Step} says what a step is.
 */
final class J784s4Board extends StandardBoard {
  J784s4Board(FlasherConfig config, DriverContext context) {
    super(config, context);
  }
}
