package dev.jerboa.drivers.tftp;

/**
 * Counts the blocks of one transfer: which are acknowledged, which may be sent now.
 *
 * <p>Block numbers are 64 bits wide here and 16 bits on the wire, so a file may have any length.
 * The OACK, where there is one, counts as block 0. Used by one thread.
 */
final class Window {
  /** What an acknowledgement meant. */
  enum Receipt {
    /** Blocks were acknowledged that had not been before. */
    ADVANCED,
    /** The last acknowledgement came once more. */
    REPEATED,
    /** It is for no block in flight. */
    STALE
  }

  private final int blockSize;
  private final int width;
  private final long size;
  private final long first;
  private final long last;
  private long oldest;
  private long next;

  Window(Options options, long size) {
    this.blockSize = options.blockSize();
    this.width = options.window();
    this.size = size;
    this.first = options.reply().isEmpty() ? 1 : 0;
    // A file that fills its blocks exactly ends with an empty one (RFC 1350 section 6).
    this.last = size / blockSize + 1;
    this.oldest = first;
    this.next = first;
  }

  /** Returns whether another block may be sent before something is acknowledged. */
  boolean open() {
    // Nothing may follow the OACK before the client has agreed to it.
    int limit = oldest == 0 ? 1 : width;
    return next <= last && next < oldest + limit;
  }

  /** Returns the number of the next block to send and counts it as sent. */
  long take() {
    return next++;
  }

  /** Makes every block in flight one to send again. */
  void rewind() {
    next = oldest;
  }

  /** Makes the newest block in flight the one to send again. */
  void rewindToNewest() {
    next = Math.max(oldest, next - 1);
  }

  /** Returns whether more than one block may be in flight. */
  boolean wide() {
    return width > 1;
  }

  /**
   * Counts an acknowledgement; after one for the middle of the window, the blocks behind it are to
   * be sent again (RFC 7440 section 4).
   *
   * <p>A repeated one never leads to a block being sent: that would double every packet from then
   * on (RFC 1123 section 4.2.3.1).
   */
  Receipt acknowledge(int number) {
    long ahead = (number - (oldest - 1)) & 0xFFFF;
    if (ahead == 0) {
      return Receipt.REPEATED;
    }
    if (ahead > next - oldest) {
      return Receipt.STALE;
    }
    oldest += ahead;
    next = oldest;
    return Receipt.ADVANCED;
  }

  /** Returns whether an acknowledgement of this number would be for all that is in flight. */
  boolean newest(int number) {
    return ((next - 1) & 0xFFFF) == number;
  }

  /** Returns whether the client has acknowledged nothing so far. */
  boolean untouched() {
    return oldest == first;
  }

  /** Returns whether the last block has been sent, perhaps not for the first time. */
  boolean allSent() {
    return next > last;
  }

  /** Returns whether the last block has been acknowledged. */
  boolean done() {
    return oldest > last;
  }

  /** Returns the number of bytes that have been acknowledged. */
  long acknowledgedBytes() {
    return Math.min(size, Math.max(0, oldest - 1) * blockSize);
  }

  /** Returns where in the file a block starts. */
  long position(long block) {
    return (block - 1) * blockSize;
  }

  /** Returns how many bytes a block holds. */
  int length(long block) {
    return (int) Math.min(blockSize, size - position(block));
  }
}
