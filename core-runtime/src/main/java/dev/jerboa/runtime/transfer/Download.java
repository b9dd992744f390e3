package dev.jerboa.runtime.transfer;

import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.Part;
import java.net.URI;

/**
 * How the board gets bytes of the images, and files that are made for it. Not safe for use by
 * several threads.
 */
public final class Download {
  public static final Part<Download> PART = new Part<>("download", Download.class);

  /** Short, since each character typed at a slow console costs time and may be lost. */
  private static final String FUNCTION = "jb_g";

  private static final String PLAY = "jb_x";

  private final String client;
  private final URI folder;
  private int files;

  /**
   * Describes the way.
   *
   * @param client the command that prints what is at a URL
   * @param file where one of the files is
   */
  public Download(String client, URI file) {
    this.client = client;
    this.folder = file.resolve(".");
  }

  /** Returns the command that teaches the console's shell to fetch files, and to play scripts. */
  public String definition() {
    return "%s() { %s %s$1; }; %s() { %s $1|sh; }"
        .formatted(FUNCTION, client, folder, PLAY, FUNCTION);
  }

  /** Returns the command, for the console's shell, that fetches a script and runs it. */
  String played(String name) {
    return PLAY + " " + name;
  }

  /** Returns the command, for the console's shell, that prints a file or a part of one. */
  public String typed(String name) {
    return FUNCTION + " " + name;
  }

  /** Returns the command, for any shell, that prints a file. */
  String fetch(String name) {
    return client + " " + Shell.quote(folder.resolve(name).toString());
  }

  /** Returns a number that no file for the board had since it started. */
  int nextNumber() {
    return ++files;
  }
}
