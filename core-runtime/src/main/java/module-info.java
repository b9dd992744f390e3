/** Turns a configuration file into a driver tree, and a driver tree and an image into a flash. */
module dev.jerboa.runtime {
  requires transitive dev.jerboa.api;
  requires com.github.luben.zstd_jni;
  requires org.apache.commons.compress;
  requires org.snakeyaml.engine;
  requires org.tukaani.xz;

  uses dev.jerboa.api.driver.DriverFactory;
}
