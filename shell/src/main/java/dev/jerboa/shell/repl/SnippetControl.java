package dev.jerboa.shell.repl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs snippets in this process and in the very thread that evaluates them.
 *
 * <p>So one interrupt is enough to end a snippet, whoever sends it: it reaches the driver that the
 * snippet waits in, as an {@link InterruptedException}. (The control that comes with the JDK runs a
 * snippet in a thread of its own; an interrupt of the caller would then leave it running.)
 */
final class SnippetControl extends DirectExecutionControl {
  /** A second interrupt could break the switching off of the power, so it has to wait. */
  private static final Duration BETWEEN_INTERRUPTS = Duration.ofSeconds(10);

  private final Function<Object, String> show;
  private final SnippetWeaver weaver = new SnippetWeaver();
  private Optional<Throwable> failure = Optional.empty();
  private Optional<Object> value = Optional.empty();
  private Optional<Thread> running = Optional.empty();
  private boolean interrupted;
  private long interruptedAt;

  private SnippetControl(Function<Object, String> show) {
    this.show = show;
  }

  /** Makes a control that turns the values of snippets into text with a function. */
  static SnippetControl create(Function<Object, String> show) {
    // The JDK makes the loader of the snippets the thread's, which would hide services of the
    // modules.
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      return new SnippetControl(show);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    Stream.of(classes).forEach(one -> weaver.learn(one.bytecodes()));
    super.load(
        Stream.of(classes)
            .map(one -> new ClassBytecodes(one.name(), weaver.weave(one.bytecodes())))
            .toArray(ClassBytecodes[]::new));
  }

  @Override
  protected String invoke(Method method) throws Exception {
    enter();
    try {
      value = Optional.ofNullable(method.invoke(null));
      return shown(value.orElse(null));
    } catch (InvocationTargetException e) {
      failure = Optional.of(e.getCause());
      throw e;
    } finally {
      leave();
    }
  }

  private String shown(Object value) throws InvocationTargetException {
    try {
      return show.apply(value);
    } catch (RuntimeException | StackOverflowError e) {
      throw new InvocationTargetException(e); // thrown by a toString of the user's
    }
  }

  private synchronized void enter() {
    failure = Optional.empty();
    value = Optional.empty();
    interrupted = false;
    running = Optional.of(Thread.currentThread());
  }

  private synchronized void leave() {
    running = Optional.empty();
    if (interrupted) {
      Thread.interrupted(); // it was for this snippet, not for what comes next
    }
  }

  /** Interrupts the snippet that runs; returns whether one runs and was not interrupted lately. */
  synchronized boolean interrupt() {
    boolean lately =
        interrupted && System.nanoTime() - interruptedAt < BETWEEN_INTERRUPTS.toNanos();
    if (running.isEmpty() || lately) {
      return false;
    }
    interrupted = true;
    interruptedAt = System.nanoTime();
    running.get().interrupt();
    return true;
  }

  @Override
  public void stop() {
    interrupt();
  }

  /** Returns the value of the last snippet as the object itself. */
  Optional<Object> value() {
    return value;
  }

  /** Returns and forgets what the last snippet threw, as the object itself. */
  Optional<Throwable> takeFailure() {
    Optional<Throwable> taken = failure;
    failure = Optional.empty();
    return taken;
  }
}
