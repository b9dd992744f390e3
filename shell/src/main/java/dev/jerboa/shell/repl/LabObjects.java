package dev.jerboa.shell.repl;

import dev.jerboa.api.console.Console;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.power.Power;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.PowerHandle;
import dev.jerboa.runtime.SerialHandle;
import dev.jerboa.runtime.StorageHandle;
import dev.jerboa.runtime.UBootHandle;
import dev.jerboa.runtime.tree.DriverNode;
import dev.jerboa.shell.repl.LabObject.Group;
import dev.jerboa.shell.repl.LabObject.Single;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a lab into variables: every node that can be used under its own name, nested as in the
 * file.
 *
 * <p>A child of a driver cannot be a field of its handle; unless it can be reached otherwise, it
 * becomes a variable beside it: {@code storage_serial}.
 */
final class LabObjects {
  private static final String UBOOT = "uboot";

  private final Lab lab;
  private final FlashListener listener;
  private final Set<Driver> reachable = Collections.newSetFromMap(new IdentityHashMap<>());

  private LabObjects(Lab lab, FlashListener listener) {
    this.lab = lab;
    this.listener = listener;
  }

  /**
   * Returns the variables.
   *
   * @param listener hears of every flash
   * @param reserved names that are taken by others
   */
  static List<LabObject> of(Lab lab, FlashListener listener, List<String> reserved) {
    LabObjects made = new LabObjects(lab, listener);
    made.reach(lab.tree().roots());
    Names names = new Names(reserved);
    List<LabObject> objects = new ArrayList<>();
    objects.add(new Single(names.take("lab"), "", Lab.class, lab));
    objects.addAll(made.scope(lab.tree().roots(), names));
    return List.copyOf(objects);
  }

  /** Notes the drivers that have a place of their own, so that no second name is made for them. */
  private void reach(List<DriverNode> nodes) {
    for (DriverNode node : nodes) {
      node.driver().ifPresentOrElse(reachable::add, () -> reach(node.children()));
    }
  }

  /** Returns the objects of nodes that stand side by side. */
  private List<LabObject> scope(List<DriverNode> nodes, Names names) {
    List<LabObject> objects = new ArrayList<>();
    nodes.forEach(node -> object(node, node.name(), names).ifPresent(objects::add));
    nodes.forEach(node -> objects.addAll(hiddenChildren(node, node.name(), names)));
    objects.addAll(bootloaders(objects, names));
    return objects;
  }

  /** Returns the object of a node, if there is anything to do with it. */
  private Optional<LabObject> object(DriverNode node, String place, Names names) {
    List<LabObject> parts =
        node.driver().isPresent() ? handles(node) : scope(node.children(), new Names(List.of()));
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String name = names.take(place);
    boolean handle = node.driver().isPresent() && parts.size() == 1;
    return Optional.of(
        handle && parts.getFirst() instanceof Single one
            ? new Single(name, node.path(), one.type(), one.value())
            : new Group(name, node.path(), parts));
  }

  /** Returns the handles of a driver by what they are for; mostly there is one. */
  private List<LabObject> handles(DriverNode node) {
    String path = node.path();
    List<LabObject> handles = new ArrayList<>();
    if (node.capability(Board.class).isPresent()) {
      StorageHandle storage = lab.storage(path).listener(listener);
      handles.add(new Single("storage", "", StorageHandle.class, storage));
    }
    if (node.capability(Power.class).isPresent()) {
      handles.add(new Single("power", "", PowerHandle.class, lab.power(path)));
    }
    if (node.capability(Console.class).isPresent()) {
      handles.add(new Single("serial", "", SerialHandle.class, lab.serial(path)));
    }
    return handles;
  }

  private List<LabObject> hiddenChildren(DriverNode node, String place, Names names) {
    List<LabObject> found = new ArrayList<>();
    if (node.driver().isPresent()) {
      for (DriverNode child : node.children()) {
        String below = place + "." + child.name();
        if (child.driver().filter(reachable::add).isPresent() || child.driver().isEmpty()) {
          object(child, below, names).ifPresent(found::add);
        }
        found.addAll(hiddenChildren(child, below, names));
      }
    }
    return found;
  }

  /** A node of this name that has no handle of its own is the same bootloader. */
  private List<LabObject> bootloaders(List<LabObject> objects, Names names) {
    List<LabObject> found = new ArrayList<>();
    for (LabObject object : objects) {
      if (object instanceof Single one && one.value() instanceof StorageHandle) {
        String name = names.take(names.isFree(UBOOT) ? UBOOT : one.name() + "_" + UBOOT);
        found.add(new Single(name, "", UBootHandle.class, lab.uboot(one.path())));
      }
    }
    return found;
  }
}
