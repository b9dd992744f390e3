package dev.jerboa.runtime.tree;

import dev.jerboa.runtime.config.LabConfig;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.RecordBinder;
import dev.jerboa.runtime.config.Substitution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Builds driver trees: checks everything that can be checked first, and creates drivers only then.
 */
public final class DriverTreeBuilder {
  private final DriverCatalog catalog;
  private final Path state;
  private final Map<String, String> environment;

  /**
   * Uses the types of {@code catalog} and the environment of the process.
   *
   * @param state the folder under which drivers keep what outlives the process
   */
  public DriverTreeBuilder(DriverCatalog catalog, Path state) {
    this(catalog, state, System.getenv());
  }

  DriverTreeBuilder(DriverCatalog catalog, Path state, Map<String, String> environment) {
    this.catalog = catalog;
    this.state = state;
    this.environment = environment;
  }

  /**
   * Checks a file without creating anything.
   *
   * @throws dev.jerboa.api.JerboaException {@code config.invalid} with all problems of the file,
   *     the types, the references, the children and the configuration of the drivers
   */
  public void check(LabConfig config) {
    plan(config);
  }

  /**
   * Builds the drivers of a file, none of which is opened. The caller opens and closes the tree.
   *
   * @throws dev.jerboa.api.JerboaException as {@link #check}, and {@code plugin.create-failed} for
   *     a defect of a driver
   */
  public DriverTree build(LabConfig config) {
    Planned planned = plan(config);
    TreeCreator creator =
        new TreeCreator(planned.refs(), LabFolders.of(config, state), planned.problems());
    DriverTree tree = creator.create(planned.roots());
    planned.problems().throwIfAny();
    return tree;
  }

  private record Planned(List<Plan> roots, RefResolver refs, Problems problems) {}

  private Planned plan(LabConfig config) {
    Problems problems = Problems.startingWith(config.file().toString(), config.problems());
    Substitution substitution = new Substitution(config.folder(), environment);
    RecordBinder binder = RecordBinder.substituting(problems, substitution);
    List<Plan> roots = new TreePlanner(catalog, problems, binder).plan(config.export());
    RefResolver refs = new RefResolver(roots, problems);
    refs.resolve();
    problems.throwIfAny();
    return new Planned(roots, refs, problems);
  }
}
