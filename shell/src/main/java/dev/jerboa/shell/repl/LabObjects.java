package dev.jerboa.shell.repl;

import dev.jerboa.api.console.Console;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.power.Power;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.PowerHandle;
import dev.jerboa.runtime.SerialHandle;
import dev.jerboa.runtime.StorageHandle;
import dev.jerboa.runtime.UBootHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns a lab into variables: one for everything that can be used, under its own name. */
final class LabObjects {
  private final Lab lab;
  private final Names names;
  private final List<LabObject> objects = new ArrayList<>();

  private LabObjects(Lab lab, Names names) {
    this.lab = lab;
    this.names = names;
  }

  /**
   * Returns the variables.
   *
   * @param listener hears of every flash
   * @param reserved names that are taken by others
   */
  static List<LabObject> of(Lab lab, FlashListener listener, List<String> reserved) {
    LabObjects made = new LabObjects(lab, new Names(reserved));
    made.addLab();
    made.add(Board.class, StorageHandle.class, path -> lab.storage(path).listener(listener));
    made.add(Power.class, PowerHandle.class, lab::power);
    made.add(Console.class, SerialHandle.class, lab::serial);
    made.addBootloader();
    return List.copyOf(made.objects);
  }

  private void addLab() {
    objects.add(new LabObject(names.take("lab"), "", Lab.class, lab));
  }

  private <T> void add(Class<?> capability, Class<T> type, Function<String, T> handle) {
    lab.tree().capability(capability).stream()
        .filter(node -> objects.stream().noneMatch(known -> known.path().equals(node.path())))
        .forEach(
            node ->
                objects.add(
                    new LabObject(
                        names.take(node.path()), node.path(), type, handle.apply(node.path()))));
  }

  /** A node of this name that has no handle of its own is the same bootloader. */
  private void addBootloader() {
    Optional<StorageHandle> board =
        objects.stream()
            .map(LabObject::value)
            .filter(StorageHandle.class::isInstance)
            .map(StorageHandle.class::cast)
            .findFirst();
    if (board.isPresent() && names.isFree("uboot")) {
      UBootHandle uboot = new UBootHandle(lab, board.get());
      objects.add(new LabObject(names.take("uboot"), "", UBootHandle.class, uboot));
    }
  }
}
