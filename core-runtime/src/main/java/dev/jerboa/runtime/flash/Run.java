package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the steps of one flash have made so far. Closes it at the end. */
final class Run implements FlashRun, AutoCloseable {
  private final FlashRequest request;
  private final Board board;
  private final FlashListener listener;
  private final Deadline whole;
  private final Map<Part<?>, Object> parts = new LinkedHashMap<>();
  private volatile String step = "";

  Run(FlashRequest request, Board board, FlashListener listener) {
    this.request = request;
    this.board = board;
    this.listener = listener;
    this.whole = Deadline.after(request.timeout());
  }

  void enter(String stepId) {
    step = stepId;
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
  public <T> T get(Part<T> part) {
    return find(part)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "step '" + step + "' asks for '" + part.name() + "', which nobody made"));
  }

  @Override
  public <T> Optional<T> find(Part<T> part) {
    return Optional.ofNullable(part.type().cast(parts.get(part)));
  }

  @Override
  public <T> void put(Part<T> part, T value) {
    drop(part);
    parts.put(part, value);
  }

  /** Forgets parts, closing what can be closed, in reverse order. */
  void drop(Iterable<Part<?>> some) {
    for (Part<?> part : some) {
      drop(part);
    }
  }

  private void drop(Part<?> part) {
    if (parts.remove(part) instanceof AutoCloseable closeable) {
      close(part, closeable);
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

  @Override
  public void progress(long done, long total) {
    emit(new FlashEvent.Progress(step, done, total));
  }

  @Override
  public void note(String text) {
    emit(new FlashEvent.Note(step, text));
  }

  @Override
  public void close() {
    drop(List.copyOf(parts.keySet()).reversed());
  }
}
