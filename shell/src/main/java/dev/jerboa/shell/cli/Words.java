package dev.jerboa.shell.cli;

import java.util.ArrayList;
import java.util.List;

/** The words of a command line as others may see them. */
final class Words {
  private static final String SET = "--set";

  private Words() {}

  /** Joins the words, without the values of {@code --set}, which may be secrets. */
  static String withoutValues(List<String> words) {
    List<String> shown = new ArrayList<>(List.of("jerboa"));
    boolean setting = false;
    for (String word : words) {
      setting |= word.startsWith(SET + "=");
      shown.add(setting ? word.replaceFirst("(?s)^(--set=)?([^=]*=).*", "$1$2...") : word);
      setting = word.equals(SET);
    }
    return String.join(" ", shown);
  }
}
