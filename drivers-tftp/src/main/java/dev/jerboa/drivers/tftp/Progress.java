package dev.jerboa.drivers.tftp;

/** How far one transfer has come. Written by the transfer, read by any thread. */
final class Progress {
  private final String name;
  private final long size;
  private volatile long acknowledged;
  private volatile String end = "";

  Progress(String name, long size) {
    this.name = name;
    this.size = size;
  }

  void acknowledged(long bytes) {
    acknowledged = bytes;
  }

  void ended(String how) {
    end = how;
  }

  /** Says it in a few words: {@code Image: 512 of 2048 bytes acknowledged, complete}. */
  @Override
  public String toString() {
    String counts = name + ": " + acknowledged + " of " + size + " bytes acknowledged";
    return end.isEmpty() ? counts : counts + ", " + end;
  }
}
