package dev.jerboa.drivers.power;

import dev.jerboa.api.config.Doc;
import java.util.Optional;

/** The configuration of a power switch that a person operates. */
public record ManualConfig(
    @Doc("What the person is told to switch; by default the name of the node.")
        Optional<String> name) {}
