package org.drover.deploy.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** Who may know whom. docs/architecture.md says why. */
@AnalyzeClasses(packages = "org.drover", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String DRIVER = "org.neo4j.driver..";
  private static final String PEKKO = "org.apache.pekko..";
  private static final String SANDBOX = "org.drover.sandbox..";
  private static final String[] SQL = {
    "java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.hikari..", "org.flywaydb.."
  };

  private static final DescribedPredicate<JavaClass> ACTORS =
      describe(
          "actors",
          type ->
              type.getDirectDependenciesFromSelf().stream()
                  .map(dependency -> dependency.getTargetClass().getName())
                  .anyMatch(ArchitectureTest::isBehavior));

  private static boolean isBehavior(String name) {
    return name.equals("org.apache.pekko.actor.typed.Behavior")
        || name.startsWith("org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior");
  }

  private static final DescribedPredicate<JavaClass> STATES =
      describe("state types and stored events", ArchitectureTest::isState);

  private static boolean isState(JavaClass type) {
    return type.getSimpleName().endsWith("State")
        || type.getEnclosingClass().map(ArchitectureTest::isState).orElse(false);
  }

  @ArchTest
  static final ArchRule actorsDoNotTouchDrivers =
      noClasses()
          .that(ACTORS)
          .should()
          .dependOnClassesThat(resideInAnyPackage(SQL).or(resideInAnyPackage(DRIVER)))
          .because(
              "an actor that blocks stops every actor beside it: call the port on the node's"
                  + " threads and pipe the result to the actor");

  @ArchTest
  static final ArchRule statesDoNotTouchPekko =
      noClasses()
          .that(STATES)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PEKKO)
          .because("a state is a function of its events alone: decide in the actor beside it");

  @ArchTest
  static final ArchRule coordinatorDoesNotKnowTheWorker =
      noClasses()
          .that()
          .resideInAPackage("org.drover.coordinator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.drover.worker..", "org.drover.deploy..", SANDBOX)
          .because("what both need is a message or a value, and lives in shared");

  @ArchTest
  static final ArchRule workerDoesNotKnowTheCoordinator =
      noClasses()
          .that()
          .resideInAPackage("org.drover.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.drover.coordinator..", "org.drover.deploy..", SANDBOX)
          .because("what both need is a message or a value, and lives in shared");

  @ArchTest
  static final ArchRule sharedKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("org.drover.shared..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.drover.coordinator..", "org.drover.worker..", "org.drover.deploy..", SANDBOX)
          .because("everybody depends on shared: hand in what it needs from outside");

  @ArchTest
  static final ArchRule onlyDeployKnowsTheSandbox =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.drover.deploy..", SANDBOX)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SANDBOX)
          .because("databases that a program starts itself are a matter of what people run");

  @ArchTest
  static final ArchRule sandboxKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(SANDBOX)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.drover.shared..",
              "org.drover.coordinator..",
              "org.drover.worker..",
              "org.drover.deploy..")
          .because("it starts databases for tests of every module; it cannot depend on one");

  /** The demo and the first look at a graph are outsiders on purpose: they check this program. */
  @ArchTest
  static final ArchRule onlyTheAdapterSpeaksToNeo4j =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.drover.shared.neo4j",
              "org.drover.deploy.demo",
              "org.drover.deploy.run",
              "org.drover.deploy.sample")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DRIVER)
          .because(
              "a second database must be a second package: go through org.drover.shared.graph");

  @ArchTest
  static final ArchRule onlyOnePackageSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.drover.shared.postgres", SANDBOX)
          .should()
          .dependOnClassesThat(resideInAnyPackage(SQL))
          .because("the journal's tables are the matter of one package: ask it for what you need");

  @ArchTest
  static final ArchRule whatIsToBeDoneKnowsNoCluster =
      noClasses()
          .that()
          .resideInAPackage("org.drover.shared..")
          .and()
          .resideOutsideOfPackages("org.drover.shared.protocol", "org.drover.shared.postgres")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PEKKO)
          .because(
              "specs, keyspaces, transforms, events and the graph's port are tested without a"
                  + " cluster: keep actors in coordinator and worker");

  @ArchTest
  static final ArchRule rangesAndPlansKnowNoCluster =
      noClasses()
          .that()
          .resideInAnyPackage("org.drover.worker.range", "org.drover.coordinator.plan")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PEKKO)
          .because("they block, and actors must not: hand values in and out");

  @ArchTest
  static final ArchRule timeIsHandedIn =
      noClasses()
          .that()
          .resideInAnyPackage("org.drover.coordinator..", "org.drover.worker..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("a test turns the crank: take an InstantSource in the constructor");

  @ArchTest static final ArchRule featuresOfSharedFormNoCycles = noCyclesIn("shared");

  @ArchTest static final ArchRule featuresOfTheCoordinatorFormNoCycles = noCyclesIn("coordinator");

  @ArchTest static final ArchRule featuresOfTheWorkerFormNoCycles = noCyclesIn("worker");

  @ArchTest static final ArchRule featuresOfDeployFormNoCycles = noCyclesIn("deploy");

  private static ArchRule noCyclesIn(String module) {
    return slices()
        .matching("org.drover." + module + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one: move what both need, or join them");
  }
}
