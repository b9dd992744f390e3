package dev.jerboa.runtime.tree;

import dev.jerboa.api.Secret;
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
   * Checks all of a file. Drivers are created to see whether they can be, and dropped unopened.
   *
   * @throws dev.jerboa.api.JerboaException as {@link #build}
   */
  public ResolvedLab check(LabConfig config) {
    Planned planned = plan(config);
    create(config, planned);
    return new ResolvedLab(config, planned.roots(), planned.problems().notes());
  }

  /**
   * Builds the drivers of a file, none of which is opened. The caller opens and closes the tree.
   *
   * @throws dev.jerboa.runtime.config.InvalidConfigException with all problems of the file, the
   *     types, the references, the children and the configuration of the drivers
   * @throws dev.jerboa.api.JerboaException {@code plugin.create-failed} for a defect of a driver
   */
  public DriverTree build(LabConfig config) {
    return create(config, plan(config));
  }

  private DriverTree create(LabConfig config, Planned planned) {
    TreeCreator creator =
        new TreeCreator(planned.refs(), LabFolders.of(config, state), planned.problems());
    DriverTree tree = creator.create(planned.roots());
    planned.problems().throwIfAny();
    return tree.hiding(planned.problems().secrets());
  }

  private record Planned(List<Plan> roots, RefResolver refs, Problems problems) {}

  private Planned plan(LabConfig config) {
    Problems problems =
        Problems.startingWith(config.file().toString(), config.problems(), config.notes());
    config.secrets().stream().map(Secret::reveal).forEach(problems::hide);
    Substitution substitution = new Substitution(config.folder(), environment);
    RecordBinder binder = RecordBinder.substituting(problems, substitution);
    List<Plan> roots = new TreePlanner(catalog, problems, binder).plan(config.export());
    RefResolver refs = new RefResolver(roots, problems);
    refs.resolve();
    new ChildCheck(refs, problems).check(roots);
    substitution.found().forEach(problems::hide);
    problems.throwIfAny();
    return new Planned(roots, refs, problems);
  }
}
