package dev.jerboa.runtime.flash;

import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;

/** Turns the bytes that a server hands out into the progress of the step that waits for them. */
final class SentBytes implements ServeListener {
  static final Part<SentBytes> TFTP = new Part<>("bytes sent by TFTP", SentBytes.class);
  static final Part<SentBytes> HTTP = new Part<>("bytes sent by HTTP", SentBytes.class);

  private static final Watch NOBODY = (name, bytes) -> {};

  private volatile Watch watch = NOBODY;

  private interface Watch {
    void sent(String name, long bytes);
  }

  @Override
  public void sent(String name, long bytes) {
    watch.sent(name, bytes);
  }

  /**
   * Reports the bytes sent of files from now on as progress of the current step.
   *
   * @param before how much of the total is done already
   * @param most how much these files can add, since repeated bytes are counted too
   */
  void follow(FlashRun run, long before, long most, long total) {
    watch =
        new Watch() {
          private long sum;

          @Override
          public synchronized void sent(String name, long bytes) {
            sum = Math.min(most, sum + bytes);
            run.progress(before + sum, total);
          }
        };
  }

  void stopFollowing() {
    watch = NOBODY;
  }
}
