package org.drover.deploy.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As unpacked from the distribution: {@code bin/drover} beside {@code lib}. */
final class LauncherTest {

  /** Prints a session's group and its niceness. */
  private static final String GROUP = "cat /proc/self/autogroup";

  @TempDir private Path home = Path.of("");
  private Path launcher = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    Files.createDirectories(home.resolve("drover/lib"));
    Files.createDirectories(home.resolve("drover/bin"));
    launcher = home.resolve("drover/bin/drover");
    Files.copy(Path.of("drover"), launcher);
    executable(launcher);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A Java home whose {@code java} prints its niceness and its arguments, and ends with 42. */
  private Path jdk(String version) throws IOException {
    Path jdk = home.resolve("jdk-" + version);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = jdk.resolve("bin/java");
    Files.writeString(
        java, "#!/bin/sh\necho jdk " + version + "\nnice\nfor w; do echo \"$w\"; done\nexit 42\n");
    executable(java);
    return jdk;
  }

  private record Ran(int code, List<String> lines) {}

  private static Ran run(Path script, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), text.lines().toList());
  }

  @Test
  void theProgramGetsItsWordsAsTheyAreAndItsExitCodeIsPassedOn() throws Exception {
    Ran ran =
        run(launcher, Map.of("JAVA_HOME", jdk("25.0.1").toString()), "status", "a b", "--json");

    assertThat(ran.code()).isEqualTo(42);
    assertThat(ran.lines())
        .startsWith("jdk 25.0.1")
        .endsWith("org.drover.deploy.cli.Main", "status", "a b", "--json")
        .contains(home.toRealPath().resolve("drover/lib") + "/*", "-Ddrover.terminal=false");
  }

  @Test
  void aJavaThatIsTooOldIsPassedOver() throws Exception {
    Path bin = jdk("21.0.2").resolve("bin");
    Ran ran =
        run(
            launcher,
            Map.of(
                "JAVA_HOME", jdk("17.0.9").toString(), "PATH", bin + ":" + System.getenv("PATH")),
            "list");

    assertThat(ran.lines()).startsWith("jdk 21.0.2");
  }

  @Test
  void aLinkToTheLauncherFindsTheJarsBesideTheLauncher() throws Exception {
    Path link = Files.createSymbolicLink(home.resolve("drover-link"), launcher);

    Ran ran = run(link, Map.of("JAVA_HOME", jdk("25").toString()), "list");

    assertThat(ran.lines()).contains(home.toRealPath().resolve("drover/lib") + "/*");
  }

  @Test
  void jarsOfOnesOwnComeBehindTheProgramsOwn() throws Exception {
    Path plugins = Files.createDirectories(home.resolve("drover/plugins")).toRealPath();
    Path others = Files.createDirectories(home.resolve("others")).toRealPath();
    String lib = home.toRealPath().resolve("drover/lib") + "/*:";
    String jdk = jdk("25").toString();

    assertThat(run(launcher, Map.of("JAVA_HOME", jdk), "list").lines())
        .contains(lib + plugins + "/*");
    assertThat(
            run(launcher, Map.of("JAVA_HOME", jdk, "DROVER_PLUGINS", others.toString()), "list")
                .lines())
        .contains(lib + others + "/*");
  }

  @Test
  void aWorkerWithoutCoordinatorStandsBehindOthersOnItsMachine() throws Exception {
    int own = niceness("node", "--roles", "coordinator");

    assertThat(niceness("node", "--port", "0", "--roles", "worker")).isEqualTo(behind(own));
    assertThat(niceness("node", "--roles=worker")).isEqualTo(behind(own));
    assertThat(niceness("node", "--roles", "coordinator,worker")).isEqualTo(own);
    assertThat(niceness("status", "--roles", "worker")).isEqualTo(own);
  }

  @Test
  void aWorkerInASessionOfItsOwnPutsThatSessionBehindOthersAndNoneThatItShares() throws Exception {
    Path alone = home.resolve("alone");
    Files.writeString(alone, "#!/bin/sh\nexec setsid --wait \"$@\"\n");
    executable(alone);
    assumeThat(run(alone, Map.of(), "sh", "-c", "echo 5 >/proc/self/autogroup; " + GROUP).lines())
        .as("what becomes of a session that is put at 5 on this machine")
        .singleElement(STRING)
        .endsWith("nice 5");
    Path jdk = jdk("25");
    Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\n" + GROUP + "\n");
    Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
    // Nothing at all where the tests themselves are in the group of the machine's first process.
    List<String> shared = run(Path.of("/bin/sh"), Map.of(), "-c", GROUP).lines();

    String launcher = this.launcher.toString();
    Ran beside = run(this.launcher, environment, "node", "--roles", "worker");
    Ran worker = run(alone, environment, launcher, "node", "--roles", "worker");
    Ran both = run(alone, environment, launcher, "node", "--roles", "coordinator,worker");

    assertThat(beside.lines()).isEqualTo(shared);
    assertThat(worker.lines()).singleElement(STRING).endsWith("nice 10");
    assertThat(both.lines()).singleElement(STRING).endsWith("nice 0");
  }

  private int niceness(String... words) throws Exception {
    Ran ran = run(launcher, Map.of("JAVA_HOME", jdk("25").toString()), words);
    return Integer.parseInt(ran.lines().get(1));
  }

  /** There is nothing behind 19. */
  private static int behind(int own) {
    return Math.min(own + 10, 19);
  }
}
