package dev.jerboa.drivers.serial.simulator;

import java.util.List;

/**
 * What the software of a simulated board runs on.
 *
 * @param config the board's properties
 * @param uart its console
 * @param disks its block devices
 * @param faults what goes wrong
 */
record Hardware(SimulatorConfig config, UartLine uart, List<SimulatedDisk> disks, Faults faults) {}
