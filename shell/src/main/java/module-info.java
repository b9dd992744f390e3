/** The programs {@code jerboa} and {@code j}: command line, scripts, REPL. */
module dev.jerboa.shell {
  requires dev.jerboa.runtime;
  requires info.picocli;
  requires java.logging;
  requires jdk.compiler;
  requires jdk.jshell;
  requires org.jline;
  requires tools.jackson.core;

  exports dev.jerboa.shell.repl.live;

  opens dev.jerboa.shell.cli to
      info.picocli;
}
