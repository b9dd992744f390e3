/** Help for drivers that is no contract: what several of them need from the JDK and Linux. */
package dev.jerboa.api.support;
