package dev.jerboa.api.dialog;

import java.time.Duration;
import java.util.Optional;

/**
 * How to stop a board in its bootloader.
 *
 * @param prompt the prompt as literal text; when absent it is learned from the console
 * @param interrupt the characters that stop autoboot, sent again and again until a prompt shows
 * @param timeout how long the prompt may take after power-on
 */
public record BootloaderSettings(Optional<String> prompt, String interrupt, Duration timeout) {}
