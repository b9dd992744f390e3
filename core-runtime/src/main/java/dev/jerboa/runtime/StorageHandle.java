package dev.jerboa.runtime;

import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.power.Power;
import dev.jerboa.runtime.flash.BoardSession;
import dev.jerboa.runtime.flash.FlashService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The storage of a board that can be flashed, for people and scripts. */
public final class StorageHandle {
  private final Lab lab;
  private final Board board;
  private FlashListener listener = FlashListener.NONE;

  StorageHandle(Lab lab, Board board) {
    this.lab = lab;
    this.board = board;
  }

  /** Tells this listener of everything but secrets; without one, nothing is shown. */
  public StorageHandle listener(FlashListener newListener) {
    this.listener = event -> newListener.on(lab.masker().mask(event));
    return this;
  }

  /**
   * Flashes an image to the default target, verifies it and powers the board off.
   *
   * @param image a path, or a URL with {@code http} or {@code https}
   */
  public FlashReport flash(String image) {
    return flash(FlashRequest.of(image).build());
  }

  /** Flashes an image with options: {@code flash("os.img.xz", f -> f.target("emmc"))}. */
  public FlashReport flash(String image, Consumer<FlashRequest.Builder> options) {
    return flash(FlashRequest.of(image), options);
  }

  /** Flashes what the options name: {@code flash(f -> f.image("os.img.xz").retries(1))}. */
  public FlashReport flash(Consumer<FlashRequest.Builder> options) {
    return flash(FlashRequest.of(List.of()), options);
  }

  private FlashReport flash(FlashRequest.Builder request, Consumer<FlashRequest.Builder> options) {
    options.accept(request);
    return flash(request.build());
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

  /** Power-cycles the board and stops it in the bootloader. The caller closes the shell. */
  public BoardShell bootloaderShell() {
    BoardSession<Bootloader> session = reach(Part.BOOTLOADER);
    return held(new BoardShell("bootloader shell", session, session.part()::run));
  }

  /** Boots the flasher OS and logs in. The caller closes the shell. */
  public BoardShell busyboxShell() {
    BoardSession<Shell> session = reach(Part.SHELL);
    return held(new BoardShell("busybox shell", session, session.part()::run));
  }

  private BoardShell held(BoardShell shell) {
    lab.hold(shell);
    return shell;
  }

  @SuppressWarnings("ReferenceEquality") // two switches may look the same
  boolean isOn(Power power) {
    return board.wiring().power() == power;
  }

  <T> BoardSession<T> reach(Part<T> goal) {
    lab.use();
    lab.releaseLines();
    return lab.flashService(lab.newRunFolder()).reach(board, goal, listener);
  }

  @Override
  public String toString() {
    return "storage: flash(image), flash(image, f -> f.target(name)), bootloaderShell(),"
        + " busyboxShell()";
  }
}
