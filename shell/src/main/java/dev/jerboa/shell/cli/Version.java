package dev.jerboa.shell.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the version of the program and of the JVM it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getModule().getDescriptor().rawVersion().orElse("(unversioned)");
    return new String[] {"jerboa " + version, "Java " + Runtime.version()};
  }
}
