package dev.jerboa.runtime.config;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Key;
import dev.jerboa.api.config.NoEffect;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of an exporter file, kind {@code ExporterConfig} of {@code jumpstarter.dev/v1alpha1}.
 *
 * @param file where it was read from
 * @param source what stands in it
 * @param export the nodes of the driver tree in the order of the file
 * @param secrets what must not be shown of what was read so far
 * @param notes what a person should know although the file is usable
 * @param problems what is wrong; while there are any the other parts may be incomplete, and no tree
 *     is built
 */
public record LabConfig(
    Path file,
    Mapping source,
    Header header,
    List<LabNode> export,
    Set<Secret> secrets,
    List<Problem> notes,
    List<Problem> problems) {
  public static final String API_VERSION = "jumpstarter.dev/v1alpha1";
  public static final String KIND = "ExporterConfig";

  /** The type that is a plain group in all but name. */
  public static final String COMPOSITE = "jumpstarter_driver_composite.driver.Composite";

  public LabConfig {
    export = List.copyOf(export);
    secrets = Set.copyOf(secrets);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /** Returns the folder that relative paths in the file start from. */
  public Path folder() {
    return file.toAbsolutePath().normalize().getParent();
  }

  /** The keys of the file other than the nodes. */
  public record Header(
      @Key("apiVersion") @Doc("Always jumpstarter.dev/v1alpha1.") String apiVersion,
      @Doc("Always ExporterConfig.") String kind,
      @Doc("What the lab is called.") Metadata metadata,
      @Doc("The controller of a shared lab; boards are used locally without one.") @NoEffect
          Optional<String> endpoint,
      @Doc("The token for the controller.") @NoEffect Optional<Secret> token,
      @Doc("How the controller is trusted.") @NoEffect Optional<Tls> tls,
      @Key("grpcOptions") @Doc("Settings of the connection to the controller.") @NoEffect
          Optional<Map<String, String>> grpcOptions,
      @Doc("What the lab is, shown at the top of help.") Optional<String> description,
      @Doc("Shown when an interactive shell starts.") Optional<String> motd,
      @Doc("The driver tree.") Optional<YamlNode> export,
      @Doc("Accepted from Jumpstarter.") @NoEffect Optional<YamlNode> hooks,
      @Key("failureDetection") @Doc("Accepted from Jumpstarter.") @NoEffect
          Optional<YamlNode> failureDetection,
      @Key("exitOnLeaseEnd") @Doc("Accepted from Jumpstarter.") @NoEffect
          Optional<YamlNode> exitOnLeaseEnd) {

    /** Returns what stands for the keys of a file whose keys have problems. */
    static Header unknown() {
      return new Header(
          API_VERSION,
          KIND,
          new Metadata("", Optional.empty()),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** What the exporter is called. */
  public record Metadata(
      @Doc("The name of the lab; the environment variable JMP_NAME when absent.") String name,
      @Doc("Its namespace on the controller; JMP_NAMESPACE when absent.")
          Optional<String> namespace) {}

  /** How the controller is trusted. */
  public record Tls(
      @Doc("The certificate authority in PEM form.") @Default("") String ca,
      @Doc("Whether to talk to the controller without checking who it is.") @Default("false")
          boolean insecure) {}
}
