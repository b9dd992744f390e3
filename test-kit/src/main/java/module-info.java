/** What the tests of a driver or plugin are built on: contracts, a context, whole labs. */
module dev.jerboa.testkit {
  requires transitive dev.jerboa.runtime;
  requires jdk.management;
  requires transitive org.junit.jupiter.api;

  exports dev.jerboa.testkit;
}
