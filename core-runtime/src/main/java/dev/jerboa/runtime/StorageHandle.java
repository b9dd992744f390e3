package dev.jerboa.runtime;

import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.Part;
import dev.jerboa.runtime.flash.BoardSession;
import dev.jerboa.runtime.flash.FlashService;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The storage of a board that can be flashed, for people and scripts. */
public final class StorageHandle {
  private final Lab lab;
  private final Board board;
  private FlashListener listener = FlashListener.NONE;

  StorageHandle(Lab lab, Board board) {
    this.lab = lab;
    this.board = board;
  }

  /** Tells this listener of everything from now on; without one, nothing is shown. */
  public StorageHandle listener(FlashListener newListener) {
    this.listener = newListener;
    return this;
  }

  /** Flashes an image to the default target, verifies it and powers the board off. */
  public FlashReport flash(String image) {
    return flash(FlashRequest.of(Path.of(image)).build());
  }

  /** Flashes an image with options: {@code flash("os.img.xz", f -> f.target("emmc"))}. */
  public FlashReport flash(String image, UnaryOperator<FlashRequest.Builder> options) {
    return flash(options.apply(FlashRequest.of(Path.of(image))).build());
  }

  /** Flashes as a request says. */
  public FlashReport flash(FlashRequest request) {
    lab.use();
    lab.releaseLines();
    return lab.flashService(lab.newRunFolder()).flash(board, request, listener);
  }

  /** Returns the names of the targets in the bundle: the configured one, or this instead. */
  public Set<String> targets(Optional<String> bundle) {
    return FlashService.targets(board, bundle);
  }

  /** Power-cycles the board and stops it in the bootloader. The caller closes the session. */
  public BoardSession<Bootloader> bootloader() {
    return reach(Part.BOOTLOADER);
  }

  /** Boots the flasher OS and logs in. The caller closes the session. */
  public BoardSession<Shell> shell() {
    return reach(Part.SHELL);
  }

  private <T> BoardSession<T> reach(Part<T> goal) {
    lab.use();
    lab.releaseLines();
    return lab.flashService(lab.newRunFolder()).reach(board, goal, listener);
  }

  @Override
  public String toString() {
    return "storage: flash(image), flash(image, f -> f.target(name)), bootloader(), shell()";
  }
}
