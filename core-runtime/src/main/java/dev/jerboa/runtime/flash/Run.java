package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** What the steps of one flash have made so far. Closes it at the end. */
final class Run implements FlashRun, AutoCloseable {
  /** Stands for the image of a step that is not per image. */
  static final int NO_IMAGE = -1;

  private static final long PROGRESS_NANOS = 100_000_000;

  private final FlashRequest request;
  private final Board board;
  private final FlashListener listener;
  private final Deadline whole;
  private final Map<Key, Object> parts = new LinkedHashMap<>();
  private final AtomicLong lastProgress = new AtomicLong();
  private volatile String step = "";
  private int current;

  Run(FlashRequest request, Board board, FlashListener listener) {
    this.request = request;
    this.board = board;
    this.listener = listener;
    this.whole = Deadline.after(request.timeout());
    turnTo(NO_IMAGE);
  }

  /** A part and the image it belongs to. */
  private record Key(Part<?> part, int image) {}

  void enter(StepRunner.Turn turn) {
    lastProgress.set(System.nanoTime() - PROGRESS_NANOS);
    step = turn.step().id();
    turnTo(turn.image());
  }

  /** Makes an image the current one. The only image of a flash always is. */
  void turnTo(int image) {
    current = owner(image);
  }

  private int owner(int image) {
    return request.images().size() == 1 ? 0 : image;
  }

  void emit(FlashEvent event) {
    synchronized (listener) {
      listener.on(event);
    }
  }

  @Override
  public FlashRequest request() {
    return request;
  }

  @Override
  public Board board() {
    return board;
  }

  @Override
  public Image image() {
    if (current == NO_IMAGE) {
      throw Failures.oneImageOnly(step);
    }
    return request.images().get(current);
  }

  @Override
  public <T> T get(Part<T> part) {
    return find(part)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "step '" + step + "' asks for '" + part.name() + "', which nobody made"));
  }

  @Override
  public <T> Optional<T> find(Part<T> part) {
    Optional<T> found = find(part, current).or(() -> find(part, NO_IMAGE));
    if (found.isEmpty() && current == NO_IMAGE && !all(part).isEmpty()) {
      throw Failures.oneImageOnly(step);
    }
    return found;
  }

  private <T> Optional<T> find(Part<T> part, int image) {
    return Optional.ofNullable(part.type().cast(parts.get(new Key(part, image))));
  }

  @Override
  public <T> List<T> all(Part<T> part) {
    return IntStream.range(0, request.images().size())
        .mapToObj(image -> find(part, image))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public <T> void put(Part<T> part, T value) {
    Key key = new Key(part, current);
    drop(key);
    parts.put(key, value);
  }

  /** Drops what a step made for an image, closing what can be closed, in reverse order. */
  void forget(StepRunner.Turn turn) {
    List<Part<?>> made = List.copyOf(turn.step().makes());
    made.reversed().forEach(part -> drop(new Key(part, owner(turn.image()))));
  }

  private void drop(Key key) {
    if (parts.remove(key) instanceof AutoCloseable closeable) {
      close(key.part(), closeable);
    }
  }

  private void close(Part<?> part, AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      note("closing " + part.name() + " failed: " + e.getMessage());
    }
  }

  @Override
  public Deadline deadline(Duration most) {
    return whole.atMost(most);
  }

  /** Names the real reason of a failure that came because the time for the whole flash was up. */
  JerboaException overtime(Step during, JerboaException error) {
    if (!whole.expired() || error.errorClass() == ErrorClass.CANCELLED) {
      return error;
    }
    return JerboaException.of(
            error.errorClass(),
            "flash-timeout",
            "The flash was not done within its time limit of %d s; it was in step '%s'"
                .formatted(request.timeout().toSeconds(), during.title()))
        .hint("Give it more time with --timeout, or find out what took so long.")
        .causedBy(error);
  }

  /** A server tells of every few bytes; listeners hear of what a person could see. */
  @Override
  public void progress(long done, long total) {
    long now = System.nanoTime();
    if (done == total || now - lastProgress.get() >= PROGRESS_NANOS) {
      lastProgress.set(now);
      emit(new FlashEvent.Progress(step, done, total));
    }
  }

  @Override
  public void note(String text) {
    emit(new FlashEvent.Note(step, text));
  }

  @Override
  public void close() {
    List.copyOf(parts.keySet()).reversed().forEach(this::drop);
  }
}
