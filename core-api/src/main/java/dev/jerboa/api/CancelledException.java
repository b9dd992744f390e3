package dev.jerboa.api;

/** Ends a run that the user or the system interrupted. */
public final class CancelledException extends JerboaException {
  private static final long serialVersionUID = 1L;

  public CancelledException(String what) {
    super(ErrorClass.CANCELLED, "interrupted", what + " was interrupted");
  }
}
