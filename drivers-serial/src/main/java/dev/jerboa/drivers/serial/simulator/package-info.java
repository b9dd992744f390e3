/** A board made of software: U-Boot, a flasher OS and disks behind a console, with faults. */
package dev.jerboa.drivers.serial.simulator;
