package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.files.FileService;
import java.net.URI;

/** Explains why U-Boot could not load a file, from both ends: its words and our server's. */
final class TftpFailure {
  private TftpFailure() {}

  static JerboaException of(CommandResult result, URI location, FileService server) {
    String said = lastWords(result.output());
    String file = location.getPath();
    String message =
        "U-Boot could not load %s from %s: %s; the server says: %s"
            .formatted(file, location.getHost(), said, server.summary());
    if (said.contains("File not found") || said.contains("(1)")) {
      return JerboaException.of(ErrorClass.BOOTLOADER, "tftp-not-found", message)
          .hint("Another TFTP server may answer at this address; check serverip and port 69.");
    }
    if (said.contains("ARP Retry")) {
      return JerboaException.of(ErrorClass.BOOTLOADER, "unreachable", message)
          .hint("The board cannot reach the exporter: check cable, VLAN and the server's host.")
          .retryable();
    }
    return JerboaException.of(ErrorClass.BOOTLOADER, "tftp", message)
        .hint("Check the network between board and exporter, and a firewall on UDP port 69.")
        .retryable();
  }

  private static String lastWords(String output) {
    return output
        .lines()
        .map(line -> line.replaceAll("[#T\\s]{8,}", " ").strip())
        .filter(line -> !line.isEmpty())
        .reduce((first, second) -> first.contains("error") ? first + " " + second : second)
        .orElse("(nothing)");
  }
}
