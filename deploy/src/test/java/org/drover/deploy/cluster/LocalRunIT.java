package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.deploy.Ended.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drover.deploy.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** One process and a folder are enough: for exactness after a kill, and for orders afterwards. */
class LocalRunIT {

  private static final int NODES = 12_000;
  private static final Pattern URL = Pattern.compile("Taking orders at (\\S+),");

  /** Not idempotent: whoever does a range twice is found out. */
  private static final String VISITS =
      """
      migration: visits
      select: {label: Place}
      strategy: in-place
      budget: {workers: 1, rate: 500/s}
      transform:
        - cypher: "SET n.visits = coalesce(n.visits, 0) + 1"
      """;

  private static final String TITLES =
      """
      migration: titles
      select: {label: Place}
      strategy: in-place
      undo: keep
      transform:
        - rename: {name: title}
      """;

  private static final String SEEN =
      """
      migration: seen
      select: {label: Place}
      strategy: label
      transform:
        - add-label: Seen
      """;

  @TempDir private Path folder = Path.of("");

  private Processes processes;
  private TestServers servers;
  private Driver driver;

  @BeforeEach
  void fill() throws IOException {
    processes = new Processes(folder);
    servers = TestServers.take();
    driver = servers.driver();
    driver
        .executableQuery(
            "UNWIND range(1, %d) AS i CREATE (:Place {name: 'p' + i})".formatted(NODES))
        .execute();
    Files.writeString(folder.resolve("password"), TestServers.PASSWORD);
    Files.writeString(folder.resolve("visits.yaml"), VISITS);
    Files.writeString(folder.resolve("titles.yaml"), TITLES);
    Files.writeString(folder.resolve("seen.yaml"), SEEN);
  }

  @AfterEach
  void end() {
    processes.close();
    driver.close();
    servers.close();
  }

  // Slow until it is killed: the second one takes a while to start on a busy machine.
  @Test
  void aKilledRunCarriesOnExactlyAndTheFolderTakesOrdersAfterwards() throws Exception {
    Process killed = drover("killed", run("visits"));
    TestCluster.await("some are visited", () -> number("visits = 1") > 1_000);
    Process second = drover("second", run("visits"));
    assertThat(code(second)).as(processes.said("second")).isEqualTo(5);
    assertThat(processes.said("second")).contains("in use by");
    killed.destroyForcibly();
    code(killed);
    assertThat(number("visits IS NULL")).as("what is left to do").isPositive();

    Files.writeString(folder.resolve("visits.yaml"), VISITS.replace("500/s", "20000/s"));
    assertThat(code(drover("again", run("visits")))).as(processes.said("again")).isZero();
    assertThat(processes.said("again")).contains("left running by a run that was killed");
    assertThat(number("visits = 1")).isEqualTo(NODES);

    assertThat(code(drover("titles", run("titles")))).as(processes.said("titles")).isZero();
    assertThat(processes.said("titles")).contains(" serve --bolt ");
    assertThat(number("title STARTS WITH 'p'")).isEqualTo(NODES);

    Process serving = drover("serve", onFolder(List.of("serve", "--http-port", "0")));
    TestCluster.await("orders are taken", () -> URL.matcher(processes.said("serve")).find());
    assertThat(code(order("verify", "titles"))).as(processes.said("verify")).isZero();
    assertThat(code(order("rollback", "titles"))).as(processes.said("rollback")).isZero();
    assertThat(number("name STARTS WITH 'p' AND n.title IS NULL")).isEqualTo(NODES);
    assertThat(code(order("prove", "visits"))).as(processes.said("prove")).isZero();

    assertThat(code(order("stop-all", "--why=lunch"))).as(processes.said("stop-all")).isZero();
    serving.destroy();
    assertThat(code(serving)).isEqualTo(143);
    assertThat(processes.said("serve")).contains("nothing is lost");
    aRunTakesTheKillSwitchBack();
  }

  /** Nobody could be asked to do it while no process serves the folder. */
  private void aRunTakesTheKillSwitchBack() throws IOException, InterruptedException {
    assertThat(code(drover("seen", run("seen")))).as(processes.said("seen")).isZero();
    assertThat(processes.said("seen")).contains("the kill switch was thrown; carrying on");
    assertThat(driver.executableQuery("MATCH (n:Seen) RETURN count(n)").execute().records())
        .singleElement()
        .satisfies(row -> assertThat(row.get(0).asLong()).isEqualTo(NODES));
  }

  private List<String> run(String migration) {
    return onFolder(List.of("run", folder.resolve(migration + ".yaml").toString(), "--execute"));
  }

  private List<String> onFolder(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--bolt", servers.graph().toString(), "--user", "neo4j"));
    all.addAll(List.of("--password-file", folder.resolve("password").toString()));
    all.addAll(List.of("--journal", folder.resolve("journal").toString()));
    return all;
  }

  /**
   * @param about the migration that is meant, or what else the order says
   */
  private Process order(String verb, String about) throws IOException {
    Matcher url = URL.matcher(processes.said("serve"));
    assertThat(url.find()).isTrue();
    return drover(verb, List.of(verb, about, "--url", url.group(1)));
  }

  /** A process of the program; what it says is kept under a name. */
  private Process drover(String name, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(MemberClasses.flags());
    command.addAll(List.of("-cp", MemberClasses.PATH, "org.drover.deploy.cli.Main"));
    command.addAll(words);
    return processes.start(name, command);
  }

  private long number(String condition) {
    return driver
        .executableQuery("MATCH (n:Place) WHERE n." + condition + " RETURN count(n)")
        .execute()
        .records()
        .getFirst()
        .get(0)
        .asLong();
  }
}
