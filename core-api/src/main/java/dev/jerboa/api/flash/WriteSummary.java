package dev.jerboa.api.flash;

import java.util.List;

/**
 * What became of the bytes of an image on its way to the device; the three numbers add up to its
 * size.
 *
 * @param written bytes that were written, each counted once
 * @param unchanged bytes that the device was found to hold already
 * @param skipped bytes that the image does not need, which were left as they were
 * @param reasons for people, why bytes were skipped or could not be
 */
public record WriteSummary(long written, long unchanged, long skipped, List<String> reasons) {
  /** Stands for a write that was never begun. */
  public static final WriteSummary NONE = new WriteSummary(0, 0, 0, List.of());

  public WriteSummary {
    reasons = List.copyOf(reasons);
  }
}
