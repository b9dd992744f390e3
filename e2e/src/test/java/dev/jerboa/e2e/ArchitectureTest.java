package dev.jerboa.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** What may depend on what. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.jerboa");

  @Test
  void productIsSeen() {
    assertTrue(PRODUCT.contain("dev.jerboa.runtime.flash.StandardRecipe"));
    assertTrue(PRODUCT.contain("dev.jerboa.drivers.http.HttpFactory"));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.jerboa.(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void apiNeedsTheJdkOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.jerboa.api..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.jerboa.api..", "java..")
        .check(PRODUCT);
  }

  @Test
  void driversKnowTheApiOnly() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.jerboa.drivers..", "dev.jerboa.flasher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.jerboa.runtime..", "dev.jerboa.shell..")
        .check(PRODUCT);
  }

  @Test
  void nothingNeedsTheShell() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jerboa.shell..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.jerboa.shell..")
        .check(PRODUCT);
  }

  /** PF4J will be renamed to {@code org.pf4j} as a module by its next release. */
  @Test
  void onePackageKnowsThePluginFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.jerboa.runtime.plugin")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.pf4j..")
        .check(PRODUCT);
  }
}
