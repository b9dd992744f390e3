package dev.jerboa.api;

import java.util.Locale;

/**
 * Reports what went wrong, where, and what to try next.
 *
 * <p>The code is stable and for machines ({@code image.truncated}), the message and the hint are
 * for people. Whether a retry makes sense is said where the error is thrown; the default is that it
 * does not. {@link #hint}, {@link #retryable} and {@link #causedBy} complete an exception before it
 * is thrown and must not be called later.
 */
public class JerboaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorClass errorClass;
  private final String code;
  private String hint = "";
  private boolean retryable;

  protected JerboaException(ErrorClass errorClass, String name, String message) {
    super(message);
    this.errorClass = errorClass;
    this.code = errorClass.name().toLowerCase(Locale.ROOT) + "." + name;
  }

  /**
   * Makes an exception whose code is the class's name and {@code name}, as in {@code
   * image.truncated}.
   */
  public static JerboaException of(ErrorClass errorClass, String name, String message) {
    return new JerboaException(errorClass, name, message);
  }

  /** Adds the next thing to try, as one sentence. */
  public JerboaException hint(String text) {
    this.hint = text;
    return this;
  }

  /** Says that the same operation may succeed after a power cycle. */
  public JerboaException retryable() {
    this.retryable = true;
    return this;
  }

  /** Adds the lower-level cause, which is shown only when a stack trace is asked for. */
  public JerboaException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  public ErrorClass errorClass() {
    return errorClass;
  }

  /** Returns the stable code, {@code class.name} in lower case. */
  public String code() {
    return code;
  }

  /** Returns the next thing to try, or an empty string. */
  public String hint() {
    return hint;
  }

  public boolean isRetryable() {
    return retryable;
  }

  /** Returns the exit code of a command that ends with this error. */
  public int exitCode() {
    return errorClass.exitCode();
  }
}
