package dev.jerboa.runtime.tree;

import java.util.function.Supplier;

/**
 * Lets code run with the class loader of its plugin as the thread's context class loader, by which
 * libraries find their providers.
 */
final class ContextLoader {
  private ContextLoader() {}

  static void in(Object owner, Runnable work) {
    Object _ =
        in(
            owner,
            () -> {
              work.run();
              return owner;
            });
  }

  static <T> T in(Object owner, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(owner.getClass().getClassLoader());
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
