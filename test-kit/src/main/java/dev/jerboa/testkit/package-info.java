/** Contracts that a driver's test class implements, and the surroundings it runs in. */
package dev.jerboa.testkit;
