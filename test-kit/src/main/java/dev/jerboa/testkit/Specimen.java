package dev.jerboa.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A driver that was created for a test, and the judge of how its calls end.
 *
 * @param driver the driver, not yet opened
 * @param context what it was lent
 * @param limit how long a call may take that has a time limit of its own
 * @param secrets texts that must show nowhere
 */
record Specimen(Driver driver, TestContext context, Duration limit, Set<String> secrets)
    implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("[a-z]+\\.[a-z][a-z0-9]*(-[a-z0-9]+)*");

  static Specimen create(DriverContract contract, String config, Path folder) {
    return create(contract, contract.factory(), config, folder);
  }

  /** Makes one of several drivers of one factory. */
  static Specimen create(
      DriverContract contract, DriverFactory<?> factory, String config, Path folder) {
    TestContext context = contract.context(folder);
    ConfigProbe probe = ConfigProbe.of(factory.configType(), config);
    Set<String> secrets = RecordKeys.secretsIn(factory.configType(), probe.mapping());
    return new Specimen(create(factory, probe.bind(), context), context, contract.limit(), secrets);
  }

  private static <C extends Record> Driver create(
      DriverFactory<C> factory, Record config, TestContext context) {
    return factory.create(factory.configType().cast(config), context);
  }

  Specimen open() {
    driver.open();
    return this;
  }

  <T> T as(Class<T> capability) {
    assertTrue(
        capability.isInstance(driver),
        () -> driver.getClass() + " does not implement " + capability.getSimpleName());
    return capability.cast(driver);
  }

  /**
   * Makes a call, which may succeed or fail with a well-formed error.
   *
   * @return the error
   */
  Optional<JerboaException> attempt(String what, Call call) {
    Optional<Throwable> failure = call.await(what, limit, false).failure();
    failure.ifPresent(error -> judge(what, error));
    return failure.map(JerboaException.class::cast);
  }

  /** Makes a call that must succeed. */
  void succeed(String what, Call call) {
    attempt(what, call)
        .ifPresent(
            error -> {
              throw new AssertionError(what + " failed: " + error.getMessage(), error);
            });
  }

  /** Makes a call on an interrupted thread: it ends in time and does not hide the interrupt. */
  void interrupted(String what, Call call) {
    Call.End end = call.await(what, limit, true);
    assertTrue(
        end.tellsInterrupt(),
        () ->
            what
                + " swallowed an interrupt: it must throw InterruptedException or leave the flag"
                + " set, and ended with "
                + end.failure().map(Throwable::toString).orElse("success"));
  }

  private void judge(String what, Throwable error) {
    if (!(error instanceof JerboaException told)) {
      throw new AssertionError(what + " must fail with a JerboaException, not " + error, error);
    }
    assertTrue(
        CODE.matcher(told.code()).matches(),
        () -> what + ": '" + told.code() + "' is no code like power.no-answer");
    assertFalse(told.hint().isBlank(), () -> what + ": the error " + told.code() + " has no hint");
    assertFalse(
        told.getMessage().isBlank(), () -> what + ": the error " + told.code() + " has no message");
    assertNoSecret(what + ": the message of " + told.code(), told.getMessage());
    assertNoSecret(what + ": the hint of " + told.code(), told.hint());
  }

  /** Fails if a text holds a secret of the configuration. */
  void assertNoSecret(String where, String text) {
    for (String secret : secrets) {
      assertFalse(text.contains(secret), () -> where + " shows a secret of the configuration");
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
