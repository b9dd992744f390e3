package dev.jerboa.api.flash;

import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.files.FileService;

/**
 * The typed name of something that one step makes and later steps need.
 *
 * @param name a word for messages
 * @param type the type of the value
 */
public record Part<T>(String name, Class<T> type) {
  /** The opened flasher bundle. */
  public static final Part<Bundle> BUNDLE = new Part<>("bundle", Bundle.class);

  /** The image, decoded or being decoded. */
  public static final Part<PreparedImage> IMAGE = new Part<>("image", PreparedImage.class);

  /** The running TFTP service. */
  public static final Part<FileService> TFTP = new Part<>("tftp", FileService.class);

  /** The console line of the board. */
  public static final Part<ConsoleSession> CONSOLE = new Part<>("console", ConsoleSession.class);

  /** The bootloader prompt. */
  public static final Part<Bootloader> BOOTLOADER = new Part<>("bootloader", Bootloader.class);

  /** The board's address and network, as the bootloader got it. */
  public static final Part<BoardAddress> ADDRESS = new Part<>("address", BoardAddress.class);

  /** The shell of the flasher OS. */
  public static final Part<Shell> SHELL = new Part<>("shell", Shell.class);

  /** The tools found in the flasher OS. */
  public static final Part<BoardTools> TOOLS = new Part<>("tools", BoardTools.class);

  /** The block device to write. */
  public static final Part<BlockDevice> TARGET = new Part<>("target", BlockDevice.class);

  /** The running image server. */
  public static final Part<FileService> HTTP = new Part<>("http", FileService.class);

  /** What was written of the image, and what needed no writing. */
  public static final Part<WriteSummary> WRITTEN = new Part<>("written", WriteSummary.class);

  /** The proof that the device holds the image. */
  public static final Part<Verification> VERIFICATION =
      new Part<>("verification", Verification.class);
}
