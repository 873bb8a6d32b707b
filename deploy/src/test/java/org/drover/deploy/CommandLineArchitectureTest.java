package org.drover.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.drover.deploy",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class CommandLineArchitectureTest {

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsOfOptions =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.drover.deploy.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  // Where the API listens and who may ask it are settings, which the command line writes.
  @ArchTest
  static final ArchRule whatIsShownComesOverTheApiAndNotOutOfActors =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.drover.deploy.cli..",
              "org.drover.deploy.client..",
              "org.drover.deploy.demo..",
              "org.drover.deploy.progress..",
              "org.drover.deploy.run..",
              "org.drover.deploy.sample..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.pekko..",
              "org.drover.coordinator.governor..",
              "org.drover.coordinator.keeper..",
              "org.drover.coordinator.migration..",
              "org.drover.coordinator.node..",
              "org.drover.coordinator.plan..",
              "org.drover.worker..");
}
