package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a file system lies in an image; the tools make the tables where they can. */
enum TableKind {
  BARE {
    @Override
    Range volume() {
      return new Range(0, SIZE);
    }

    @Override
    void create(Path image) throws IOException {
      Disk.create(image, SIZE).close();
    }
  },

  GPT {
    @Override
    void create(Path image) throws IOException, InterruptedException {
      Disk.create(image, SIZE + MORE).close();
      Tools.run(
          "sgdisk -n 1:2048:+1M -c 1:boot -n 2:%d:%d -c 2:rootfs"
              .formatted(START / SECTOR, volume().end() / SECTOR - 1),
          image);
    }

    @Override
    Tools.Verdict check(Path image) throws IOException, InterruptedException {
      return Tools.verdict("sgdisk -v", image);
    }
  },

  GPT_OF_4096 {
    @Override
    void create(Path image) throws IOException {
      try (Disk disk = Disk.create(image, SIZE + MORE)) {
        disk.gpt(4096, List.of(volume()), Disk.LINUX);
      }
    }
  },

  MBR {
    @Override
    void create(Path image) throws IOException, InterruptedException {
      Disk.create(image, SIZE + MORE).close();
      sfdisk(image, "start=2048, size=2048, type=e\nstart=%d, size=%d\n");
    }

    @Override
    Tools.Verdict check(Path image) throws IOException, InterruptedException {
      return Tools.verdict("sfdisk -V", image);
    }
  },

  LOGICAL {
    @Override
    void create(Path image) throws IOException, InterruptedException {
      Disk.create(image, SIZE + MORE).close();
      sfdisk(image, "start=2048, type=5\nstart=4096, size=1024\nstart=%d, size=%d\n");
    }

    @Override
    Tools.Verdict check(Path image) throws IOException, InterruptedException {
      return Tools.verdict("sfdisk -V", image);
    }
  };

  /** How large the file system is. */
  static final long SIZE = 44L * Disk.MIB;

  private static final int SECTOR = 512;
  private static final long START = 4L * Disk.MIB;
  private static final long MORE = 6L * Disk.MIB;

  /** Returns where the file system belongs. */
  Range volume() {
    return new Range(START, SIZE);
  }

  /** Makes an image with an empty partition. */
  abstract void create(Path image) throws IOException, InterruptedException;

  /** Lets a tool check the table, if there is one and a tool that can. */
  Tools.Verdict check(Path image) throws IOException, InterruptedException {
    return new Tools.Verdict(0, "");
  }

  private static void sfdisk(Path image, String partitions)
      throws IOException, InterruptedException {
    String script = "label: dos\n" + partitions.formatted(START / SECTOR, SIZE / SECTOR);
    Tools.feed(script, "sfdisk -q", image);
  }
}
