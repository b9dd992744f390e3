package dev.jerboa.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.config.Problem;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.testkit.RecordKeys.RecordKey;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What every driver must keep. The test class of a driver implements this interface, or that of its
 * capability ({@link PowerContract}, {@link ConsoleContract}), and inherits the tests.
 *
 * <p>The methods without a default are called for each test; the configurations they return are the
 * YAML under {@code config:}, without indentation, with secrets of at least 6 characters.
 *
 * <p>The tests look for files and threads that a driver leaves open, so no other test runs beside
 * them.
 */
@Isolated
public interface DriverContract {
  /** Returns a new factory of the driver. */
  DriverFactory<?> factory();

  /** Returns a configuration that works, with every key that can be set together. */
  String config();

  /** Returns configurations that must be refused before anything is opened. */
  default List<String> refusedConfigs() {
    return List.of();
  }

  /** Returns what the driver is lent: stand-ins for its children, unless it is overridden. */
  default TestContext context(Path folder) {
    return TestContext.in(folder).standIns(factory().children());
  }

  /** Returns how long a call may take that has a time limit of its own. */
  default Duration limit() {
    return Duration.ofSeconds(60);
  }

  /** A driver that no module or service file names is never found by the product. */
  @Test
  default void isRegisteredAsAService() {
    Class<?> type = factory().getClass();
    assertTrue(
        DriverCatalog.builtInFactories().stream().anyMatch(found -> found.getClass() == type),
        () ->
            type.getName()
                + " is in no META-INF/services/"
                + DriverFactory.class.getName()
                + " and in no 'provides' of a module");
  }

  @Test
  default void typeAndAliasesAreWellFormed() {
    DriverFactory<?> factory = factory();
    Pattern kebab = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    Pattern className = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");
    assertTrue(
        kebab.matcher(factory.type()).matches(),
        () -> "the type '" + factory.type() + "' is not in kebab case");
    assertEquals(factory.type(), factory().type(), "the type is not the same every time");
    for (String alias : factory.aliases()) {
      assertTrue(
          kebab.matcher(alias).matches() || className.matcher(alias).matches(),
          () -> "the alias '" + alias + "' is neither in kebab case nor the name of a class");
      assertFalse(alias.equals(factory.type()), () -> "the alias '" + alias + "' is the type");
    }
  }

  @Test
  default void childrenAreWellDeclared() {
    Set<String> names = new HashSet<>();
    for (ChildSpec child : factory().children()) {
      assertTrue(names.add(child.name()), () -> "two children are called '" + child.name() + "'");
      assertTrue(
          child.name().matches("[a-z][a-z0-9]*([_-][a-z0-9]+)*"),
          () -> "the child '" + child.name() + "' is not in kebab or snake case");
      assertTrue(
          child.capability().isInterface(),
          () -> child.name() + ": " + child.capability() + " is no interface");
    }
  }

  @Test
  default void everyKeyIsDocumented() {
    for (Class<?> type : RecordKeys.recordsIn(factory().configType())) {
      for (RecordComponent component : type.getRecordComponents()) {
        Doc doc = component.getAnnotation(Doc.class);
        assertTrue(doc != null && !doc.value().isBlank(), () -> component + " has no @Doc");
      }
    }
  }

  /** A text that is masked nowhere must not hold a secret. */
  @Test
  default void secretsAreOfTypeSecret() {
    Pattern secret =
        Pattern.compile("(.*_)?(password|passwd|passphrase|secret|token|api_key|private_key)");
    for (Class<?> type : RecordKeys.recordsIn(factory().configType())) {
      for (RecordKey key : RecordKeys.of(type)) {
        boolean open = key.valueType() == String.class;
        assertFalse(
            open && secret.matcher(key.name()).matches(),
            () -> "the key '" + key.name() + "' must be of type Secret");
      }
    }
  }

  @Test
  default void aWorkingConfigurationIsTaken(@TempDir Path folder) {
    DriverFactory<?> factory = factory();
    Specimen specimen = Specimen.create(this, factory, config(), folder);
    assertNotSame(
        specimen.driver(),
        Specimen.create(this, factory, config(), folder).driver(),
        "create must return a new driver every time");
  }

  @Test
  default void anUnknownKeyIsRefusedWhereItStands() {
    Scalar value = new Scalar("x", Scalar.Kind.TEXT, ConfigProbe.SPOT);
    ConfigRules.requireProblem(probe().with("no_such_key", value), "no_such_key");
  }

  @Test
  default void aMissingKeyIsRefused() {
    for (RecordKey key : RecordKeys.of(factory().configType())) {
      if (key.isRequired()) {
        List<Problem> problems = probe().without(key.name()).problems();
        assertTrue(
            problems.stream().anyMatch(problem -> problem.path().equals(key.name())),
            () -> "without the key '" + key.name() + "' it is told: " + problems);
      }
    }
  }

  @Test
  default void aNullIsRefusedWhereItStands() {
    Scalar nothing = new Scalar("", Scalar.Kind.NULL, ConfigProbe.SPOT);
    for (RecordKey key : RecordKeys.of(factory().configType())) {
      ConfigRules.requireProblem(probe().with(key.name(), nothing), key.name());
    }
  }

  @Test
  default void aMistypedValueIsRefusedWhereItStands() {
    for (RecordKey key : RecordKeys.of(factory().configType())) {
      ConfigRules.requireProblem(probe().with(key.name(), key.mistyped()), key.name());
    }
  }

  @Test
  default void wrongConfigurationsAreRefused(@TempDir Path folder) {
    for (String config : refusedConfigs()) {
      ConfigRules.requireRefusal(this, config, folder);
    }
  }

  @Test
  default void creatingTouchesNothing(@TempDir Path folder) {
    context(folder); // writes what a test prepares
    Set<Path> files = ConfigRules.filesIn(folder);
    Footprint before = Footprint.now();
    Specimen specimen = Specimen.create(this, config(), folder);
    assertEquals(Set.of(), before.growth(), "create has started or opened something");
    assertEquals(List.of(), specimen.context().uses(), "create has used its children");
    assertEquals(files, ConfigRules.filesIn(folder), "create has written files");
  }

  @Test
  default void closesAgainAndAgain(@TempDir Path folder) {
    Footprint before = Footprint.now();
    Specimen specimen = Specimen.create(this, config(), folder);
    specimen.succeed("open", specimen.driver()::open);
    specimen.succeed("close", specimen.driver()::close);
    specimen.succeed("a second close", specimen.driver()::close);
    assertEquals(Set.of(), before.lastingGrowth(), "close has left something behind");
  }

  @Test
  default void closesWithoutOpen(@TempDir Path folder) {
    Specimen specimen = Specimen.create(this, config(), folder);
    specimen.succeed("close without open", specimen.driver()::close);
  }

  /** Children are closed by the driver tree, once and in order. */
  @Test
  default void leavesItsChildrenOpen(@TempDir Path folder) {
    Specimen specimen = Specimen.create(this, config(), folder).open();
    List<String> uses = specimen.context().uses();
    specimen.driver().close();
    assertEquals(uses, specimen.context().uses(), "close has used its children");
  }

  @Test
  default void showsNoSecret(@TempDir Path folder) {
    String record = probe().bind().toString();
    try (Specimen specimen = Specimen.create(this, config(), folder).open()) {
      specimen.secrets().forEach(secret -> assertTrue(secret.length() >= 6, "a short secret"));
      specimen.assertNoSecret("the text of the configuration record", record);
      specimen.assertNoSecret("the text of the driver", specimen.driver().toString());
      specimen.assertNoSecret("the log", specimen.context().log().toString());
    }
  }

  private ConfigProbe probe() {
    return ConfigProbe.of(factory().configType(), config());
  }
}
