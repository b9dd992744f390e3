package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.console.Transcript;
import java.time.Duration;
import java.util.Set;

/** Takes the console line and keeps it, unless the port only comes with the board's power. */
final class OpenConsole implements Step {
  @Override
  public String id() {
    return "open-console";
  }

  @Override
  public String title() {
    return "Open the console";
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.CONSOLE, Line.PART);
  }

  @Override
  public boolean oncePerFlash() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Console console = run.board().wiring().console();
    LineSession session =
        new LineSession(console, Transcript.to(run.get(RunFolder.PART).transcript()));
    run.put(Line.PART, new Line(session));
    run.put(Part.CONSOLE, session);
    if (!console.needsPower()) {
      session.connect(Deadline.after(Duration.ZERO));
    }
  }

  /** The session as the engine sees it, which can be connected again. */
  record Line(LineSession session) {
    static final Part<Line> PART = new Part<>("line", Line.class);
  }
}
