package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults of a board and how often each has happened. Safe for use by several threads. */
final class Faults {
  private static final class Entry {
    private final Fault fault;
    private int happened;

    Entry(Fault fault) {
      this.fault = fault;
    }

    boolean isLeft() {
      return fault.times() == 0 || happened < fault.times();
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  Faults(List<Fault> faults) {
    faults.forEach(this::add);
  }

  synchronized void add(Fault fault) {
    entries.add(new Entry(fault));
  }

  synchronized void clear() {
    entries.clear();
  }

  /** Returns a fault of this kind that happens now, and counts it. */
  synchronized Optional<Fault> strike(Kind kind, Predicate<Fault> when) {
    for (Entry entry : entries) {
      if (entry.fault.fault() == kind && entry.isLeft() && when.test(entry.fault)) {
        entry.happened++;
        return Optional.of(entry.fault);
      }
    }
    return Optional.empty();
  }

  Optional<Fault> strike(Kind kind) {
    return strike(kind, fault -> true);
  }

  /** Returns the faults of a kind that have not happened often enough, without counting. */
  synchronized List<Fault> waiting(Kind kind) {
    return entries.stream()
        .filter(entry -> entry.fault.fault() == kind && entry.isLeft())
        .map(entry -> entry.fault)
        .toList();
  }

  /** Returns every fault, whether it has happened or not. */
  synchronized List<Fault> all() {
    return entries.stream().map(entry -> entry.fault).toList();
  }
}
