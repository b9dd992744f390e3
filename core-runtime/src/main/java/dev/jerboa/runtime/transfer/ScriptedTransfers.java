package dev.jerboa.runtime.transfer;

import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.runtime.transfer.RoundScript.Write;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fast way: the board fetches a script that writes and reads at the same time, so that the
 * console carries one short command a round and the device is kept busy.
 *
 * <p>What a round fails to write is written again the plain way, which shows what is wrong. Not
 * safe for use by several threads.
 */
public final class ScriptedTransfers implements Transfers {
  private static final Pattern DIGEST =
      Pattern.compile("(?m)^v(\\d{1,9})(?:\\.(\\d{1,9}))? ([0-9a-f]{64}|[0-9a-f]{128})\\b");

  /** After so many failed rounds the plain way is taken for good. */
  private static final int MOST_FAILURES = 3;

  private final FlashRun run;
  private final BlockIo io;
  private final Transfers plain;
  private final Download download;
  private final WriteStreams streams;
  private int failures;

  public ScriptedTransfers(BlockIo io, FlashRun run) {
    this.run = run;
    this.io = io;
    this.plain = new PlainTransfers(io, run);
    this.download = run.get(Download.PART);
    this.streams = new WriteStreams(run.get(Part.TOOLS));
  }

  @Override
  public Digests round(List<Segment> writes, List<Segment> reads) throws InterruptedException {
    // part of a page cannot be written past the cache
    List<Segment> odd = writes.stream().filter(s -> s.length() % BlockIo.PAGE != 0).toList();
    List<Segment> even = writes.stream().filter(s -> s.length() % BlockIo.PAGE == 0).toList();
    List<Segment> pages = reads.stream().filter(s -> s.length() % BlockIo.PAGE == 0).toList();
    List<Segment> rest = reads.stream().filter(s -> s.length() % BlockIo.PAGE != 0).toList();
    Digests digests = Digests.none(run);
    if (!even.isEmpty() || !pages.isEmpty()) {
      digests.putAll(scripted(even, pages));
    }
    if (!odd.isEmpty() || !rest.isEmpty()) {
      digests.putAll(plain.round(odd, rest));
    }
    return digests;
  }

  private Digests scripted(List<Segment> writes, List<Segment> reads) throws InterruptedException {
    if (failures >= MOST_FAILURES) {
      return plain.round(writes, reads);
    }
    List<List<Segment>> share = writes.isEmpty() ? List.of() : streams.share(writes);
    CommandResult result = play(share, reads);
    boolean done = result.status() == RoundScript.DONE;
    if (done && (!reads.isEmpty() || !run.request().verify())) { // else the rate is another's
      RoundScript.took(result.output()).ifPresent(took -> streams.wrote(share, took));
    }
    if (!done && !writes.isEmpty()) {
      run.get(Part.IMAGE).requireSound();
      failures++;
      run.note(
          "writing again, one by one, since a round of writing failed with status %d"
              .formatted(result.status()));
      plain.round(writes, List.of());
    }
    return digests(reads, result.output());
  }

  private CommandResult play(List<List<Segment>> share, List<Segment> reads)
      throws InterruptedException {
    List<Write> writes = share.stream().map(this::served).toList();
    String script = new RoundScript(run.get(Part.TARGET), run.get(Part.TOOLS)).text(reads, writes);
    io.dropCacheUnlessDirect();
    long bytes =
        Stream.concat(share.stream().flatMap(List::stream), reads.stream())
            .mapToLong(Segment::length)
            .sum();
    return run.get(FetchingShell.PART).run(script, io.deadline(bytes));
  }

  /** Serves what holds data of the segments of a stream. */
  private Write served(List<Segment> segments) {
    int number = download.nextNumber();
    String mark = "END-" + number;
    List<Extent> extents = Extent.of(segments);
    List<Extent> data = extents.stream().filter(extent -> !extent.zero()).toList();
    if (!data.isEmpty()) {
      Following image = new Following(run.get(Part.IMAGE));
      FileService http = run.get(Part.HTTP);
      http.offer(new ServedFile("d" + number, new ExtentStream(image, data, mark)));
    }
    return new Write(extents, download.fetch("d" + number), mark);
  }

  private Digests digests(List<Segment> reads, String output) {
    Digests digests = Digests.none(run);
    Matcher line = DIGEST.matcher(output);
    while (line.find()) {
      int number = Integer.parseInt(line.group(1));
      if (number < reads.size()) {
        put(digests, reads.get(number), line);
      }
    }
    return digests;
  }

  private static void put(Digests digests, Segment read, Matcher line) {
    String digest = line.group(3);
    if (line.group(2) == null) {
      digests.put(read, digest);
      return;
    }
    List<Extent> pieces = Extent.pieces(read);
    int piece = Integer.parseInt(line.group(2));
    if (piece < pieces.size()) {
      digests.put(pieces.get(piece), digest);
    }
  }
}
