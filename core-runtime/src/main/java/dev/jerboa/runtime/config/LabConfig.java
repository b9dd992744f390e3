package dev.jerboa.runtime.config;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of an exporter file, kind {@code ExporterConfig} of {@code jumpstarter.dev/v1alpha1}.
 *
 * @param file where it was read from
 * @param export the nodes of the driver tree in the order of the file
 * @param notes what a person should know although the file is usable
 * @param problems what is wrong; while there are any the other parts may be incomplete, and no tree
 *     is built
 */
public record LabConfig(
    Path file, Header header, List<LabNode> export, List<String> notes, List<Problem> problems) {
  public static final String API_VERSION = "jumpstarter.dev/v1alpha1";
  public static final String KIND = "ExporterConfig";

  public LabConfig {
    export = List.copyOf(export);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /** Returns the folder that relative paths in the file start from. */
  public Path folder() {
    return file.toAbsolutePath().normalize().getParent();
  }

  /** The keys of the file other than the nodes. */
  public record Header(
      @Key("apiVersion") String apiVersion,
      String kind,
      Metadata metadata,
      @Doc("The controller of a shared lab; not needed to use boards locally.")
          Optional<String> endpoint,
      @Doc("The token for the controller.") Optional<Secret> token,
      @Default("{}") Tls tls,
      @Key("grpcOptions") @Default("{}") Map<String, String> grpcOptions,
      @Doc("What the lab is, shown at the top of help.") Optional<String> description,
      @Doc("Shown when an interactive shell starts.") Optional<String> motd,
      @Doc("The driver tree.") Optional<YamlNode> export,
      @Doc("Accepted from Jumpstarter; without effect.") Optional<YamlNode> hooks,
      @Key("failureDetection") @Doc("Accepted from Jumpstarter; without effect.")
          Optional<YamlNode> failureDetection,
      @Key("exitOnLeaseEnd") @Doc("Accepted from Jumpstarter; without effect.")
          Optional<YamlNode> exitOnLeaseEnd) {
    public Header {
      require(API_VERSION.equals(apiVersion), "apiVersion must be " + API_VERSION);
      require(KIND.equals(kind), "kind must be " + KIND);
    }

    /** Returns what stands for the keys of a file whose keys have problems. */
    static Header unknown() {
      return new Header(
          API_VERSION,
          KIND,
          new Metadata("", Optional.empty()),
          Optional.empty(),
          Optional.empty(),
          new Tls("", false),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  /** What the exporter is called. */
  public record Metadata(String name, Optional<String> namespace) {}

  /** How the controller is trusted. */
  public record Tls(
      @Doc("The certificate authority in PEM form.") @Default("") String ca,
      @Doc("Whether to talk to the controller without checking who it is.") @Default("false")
          boolean insecure) {}
}
