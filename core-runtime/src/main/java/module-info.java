/** Turns a configuration file into a driver tree, and a driver tree and an image into a flash. */
module dev.jerboa.runtime {
  requires transitive dev.jerboa.api;
  requires java.net.http;
  requires java.xml;
  requires com.github.luben.zstd_jni;
  requires org.apache.commons.compress;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires org.tukaani.xz;
  requires pf4j;

  exports dev.jerboa.runtime;
  exports dev.jerboa.runtime.config;
  exports dev.jerboa.runtime.console;
  exports dev.jerboa.runtime.fetch;
  exports dev.jerboa.runtime.flash;
  exports dev.jerboa.runtime.image;
  exports dev.jerboa.runtime.job;
  exports dev.jerboa.runtime.plugin;
  exports dev.jerboa.runtime.state;
  exports dev.jerboa.runtime.tree;

  uses dev.jerboa.api.driver.DriverFactory;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.runtime.board.FlasherFactory,
      dev.jerboa.runtime.board.UBootFactory;
}
