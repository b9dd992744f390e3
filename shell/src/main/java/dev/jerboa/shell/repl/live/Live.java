package dev.jerboa.shell.repl.live;

import dev.jerboa.api.CancelledException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What compiled snippets call in this process: the way to the objects of their session, and the
 * places where they end.
 *
 * <p>People need none of it. Safe for use by several threads.
 */
public final class Live {
  private static final Map<String, Object> OBJECTS = new ConcurrentHashMap<>();

  private Live() {}

  /** Returns an object that was lent to a session. */
  public static <T> T get(String key, Class<T> type) {
    return type.cast(OBJECTS.get(key));
  }

  /** Ends the session; stands in for {@link System#exit}, so that the lab is closed first. */
  @SuppressWarnings("DoNotCallSuggester") // compiled snippets are to call it
  public static void exit(int status) {
    throw new ExitRequest(status);
  }

  /** Ends a loop whose thread has been interrupted. */
  public static void checkpoint() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException("The code");
    }
  }

  /** Lends an object to a session, until it is taken back. */
  public static void lend(String key, Object object) {
    OBJECTS.put(key, object);
  }

  /** Ends the loan of an object. */
  public static void takeBack(String key) {
    OBJECTS.remove(key);
  }

  /** Unwinds a snippet that has called {@link System#exit}; an error, so that few catch it. */
  public static final class ExitRequest extends Error {
    private static final long serialVersionUID = 1L;

    private final int status;

    ExitRequest(int status) {
      super("exit " + status, null, false, false);
      this.status = status;
    }

    /** Returns what was given to {@link System#exit}. */
    public int status() {
      return status;
    }
  }
}
