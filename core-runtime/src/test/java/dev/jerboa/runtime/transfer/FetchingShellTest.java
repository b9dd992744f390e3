package dev.jerboa.runtime.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import dev.jerboa.runtime.HostShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Questions, played by the shell of this computer over a line that may damage what it says. */
class FetchingShellTest {
  private final List<String> answers = new ArrayList<>();
  private UnaryOperator<String> line = UnaryOperator.identity();

  private CommandResult ask(String question) throws InterruptedException {
    Offered files = new Offered();
    Shell shell = (_, _) -> play(files.script);
    Download download = new Download("cat", URI.create("http://127.0.0.1/f/probe"));
    return new FetchingShell(shell, files, download)
        .agreed(question, Deadline.after(Duration.ofMinutes(1)));
  }

  private CommandResult play(String script) throws InterruptedException {
    try {
      HostShell.Played played = HostShell.play(script, Map.of());
      answers.add(played.output());
      return new CommandResult(played.status(), line.apply(played.output()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds the script that is to be fetched next. */
  private static final class Offered implements FileService {
    private String script = "";

    @Override
    public void admit(Subnet board) {}

    @Override
    public URI location(String name, Inet4Address board, int prefix) {
      throw new UnsupportedOperationException("nobody fetches from here");
    }

    @Override
    public void offer(ServedFile file) {
      ByteBuffer text = ByteBuffer.allocate((int) file.content().size());
      try {
        file.content().read(0, text);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      script = new String(text.array(), StandardCharsets.US_ASCII);
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public void close() {}
  }

  @Test
  void oneRunIsEnoughWhateverTheQuestionPrints() throws InterruptedException {
    assertEquals(new CommandResult(0, "a \\n b\nc"), ask("printf '%s\\n' 'a \\n b' c"));
    assertEquals(new CommandResult(1, ""), ask("false"));
    assertEquals(new CommandResult(3, "out\nwrong"), ask("echo out; echo wrong >&2; (exit 3)"));
    assertEquals(3, answers.size(), "one script for each question");
  }

  @Test
  void aQuestionWhoseAnswerChangesIsNotComparedWithItself() throws InterruptedException {
    line = output -> answers.size() < 3 ? output.replaceFirst("\\d", "x") : output;
    CommandResult last = ask("date +%N");
    assertEquals(3, answers.size());
    assertEquals(answers.getLast().lines().findFirst().orElseThrow(), last.output());
  }

  @Test
  void aLineThatDamagesEveryAnswerIsAnError() {
    line = output -> output.replaceFirst("a", "b");
    assertEquals(
        "console.garbled", assertThrows(JerboaException.class, () -> ask("echo a")).code());
    assertEquals(4, answers.size());
  }
}
