package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file system that the usual tools make, fill, check and read; nothing is mounted. */
sealed interface Volume {
  /** Makes the file system in {@code file}, copies a tree into it and deletes every third file. */
  void create(Path file, Path tree, List<String> names) throws IOException, InterruptedException;

  Tools.Verdict check(Path file) throws IOException, InterruptedException;

  void readBack(Path file, Path target) throws IOException, InterruptedException;

  /** Compares what was found free, between {@code from} and {@code to}, with what a tool says. */
  boolean isAllThatIsFree(Path file, List<Range> found, Range window)
      throws IOException, InterruptedException;

  /** Returns a file system of {@link TableKind#SIZE}, by the options of the tool that makes it. */
  static Volume of(String options) {
    return options.startsWith("-F") ? new FatVolume(options) : new ExtVolume(options);
  }

  private static List<String> everyThird(List<String> names) {
    List<String> some = new ArrayList<>();
    for (int index = 0; index < names.size(); index += 3) {
      some.add(names.get(index));
    }
    return some;
  }

  /** An ext file system, made with options of {@code mke2fs}. */
  record ExtVolume(String options) implements Volume {
    private static final Pattern FREE = Pattern.compile("^ +Free blocks: (.*)$", Pattern.MULTILINE);
    private static final Pattern RUN = Pattern.compile("(\\d+)(?:-(\\d+))?");
    private static final Pattern BLOCK_SIZE = Pattern.compile("Block size: +(\\d+)");

    @Override
    public void create(Path file, Path tree, List<String> names)
        throws IOException, InterruptedException {
      Tools.run("mke2fs -q -F " + options + " -d", tree, file, TableKind.SIZE / 1024 + "K");
      StringBuilder script = new StringBuilder();
      everyThird(names).forEach(name -> script.append("rm ").append(name).append('\n'));
      script.append("write %s later\n".formatted(tree.resolve(names.getLast())));
      Tools.feed(script.toString(), "debugfs -w -f -", file);
    }

    @Override
    public Tools.Verdict check(Path file) throws IOException, InterruptedException {
      return Tools.verdict("e2fsck -fn", file);
    }

    @Override
    public void readBack(Path file, Path target) throws IOException, InterruptedException {
      Tools.feed("rdump / " + target + "\n", "debugfs -f -", file);
    }

    @Override
    public boolean isAllThatIsFree(Path file, List<Range> found, Range window)
        throws IOException, InterruptedException {
      String dump = Tools.run("dumpe2fs", file);
      Matcher blockSize = BLOCK_SIZE.matcher(dump);
      long size = blockSize.find() ? Long.parseLong(blockSize.group(1)) : 0;
      FreeRanges expected = new FreeRanges();
      for (MatchResult line : FREE.matcher(dump).results().toList()) {
        for (MatchResult run : RUN.matcher(line.group(1)).results().toList()) {
          String last = run.group(2) == null ? run.group(1) : run.group(2);
          expected.add(
              Math.max(window.offset(), Long.parseLong(run.group(1)) * size),
              Math.min(window.end(), (Long.parseLong(last) + 1) * size));
        }
      }
      return found.equals(expected.toList());
    }
  }

  /** A FAT file system, made with options of {@code mkfs.vfat}. */
  record FatVolume(String options) implements Volume {
    private static final Pattern USE = Pattern.compile("files, (\\d+)/(\\d+) clusters");
    private static final Pattern CLUSTER = Pattern.compile("(\\d+) bytes per cluster");

    @Override
    public void create(Path file, Path tree, List<String> names)
        throws IOException, InterruptedException {
      Tools.run("mkfs.vfat " + options + " -C", file, TableKind.SIZE / 1024);
      Tools.run("mcopy -s -i", file, tree.resolve("d0"), tree.resolve("d1"), "::/");
      Object[] deleted = everyThird(names).stream().map(name -> "::/" + name).toArray();
      Tools.run("mdel -i " + file, deleted);
    }

    @Override
    public Tools.Verdict check(Path file) throws IOException, InterruptedException {
      return Tools.verdict("fsck.vfat -n", file);
    }

    @Override
    public void readBack(Path file, Path target) throws IOException, InterruptedException {
      Tools.run("mcopy -s -n -i", file, "::/d0", "::/d1", target);
    }

    @Override
    public boolean isAllThatIsFree(Path file, List<Range> found, Range window)
        throws IOException, InterruptedException {
      String report = Tools.run("fsck.vfat -nv", file);
      Matcher use = USE.matcher(report);
      Matcher cluster = CLUSTER.matcher(report);
      if (!use.find() || !cluster.find()) {
        return false;
      }
      long unused = Long.parseLong(use.group(2)) - Long.parseLong(use.group(1));
      long edges = Files.size(file) - window.length();
      long bytes = found.stream().mapToLong(Range::length).sum();
      return bytes >= 0.8 * (unused * Long.parseLong(cluster.group(1)) - edges);
    }
  }
}
