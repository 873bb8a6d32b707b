package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.deploy.Ended.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.drover.deploy.TestServers;
import org.drover.shared.plugin.MemberTransform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** The example of a transform of one's own: from its source to a migrated graph. */
class OwnTransformIT {

  private static final int CUSTOMERS = 6_000;
  private static final Path TUTORIALS = Path.of("../docs/tutorials");
  private static final String CLASS = "org/example/PhoneNumbers.class";

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
            "UNWIND range(1, %d) AS i CREATE (:Customer {number: i, phone: CASE i % 3 WHEN 0 THEN '00 49-' + (10000 + i) WHEN 1 THEN '(22) ' + (10000 + i) ELSE '+1/' + (10000 + i) END})"
                .replace("%d", String.valueOf(CUSTOMERS)))
        .execute();
    driver.executableQuery("MATCH (n:Customer {number: 7}) SET n.phone = 'none'").execute();
    driver.executableQuery("MATCH (n:Customer {number: 8}) REMOVE n.phone").execute();
    Files.writeString(folder.resolve("password"), TestServers.PASSWORD);
    Files.createDirectories(folder.resolve("plugins"));
  }

  @AfterEach
  void end() {
    processes.close();
    driver.close();
    servers.close();
  }

  @Test
  void aTransformOfOnesOwnMigratesAndAnotherVersionOfItDoesNotCarryOn() throws Exception {
    String spec = Files.readString(TUTORIALS.resolve("phone-numbers.yaml"));
    assertThat(code(drover("lacking", spec))).as(processes.said("lacking")).isEqualTo(2);
    assertThat(processes.said("lacking"))
        .contains("there is no transform 'phone-numbers' on the class path; there are none");

    putJar("1.0");
    assertThat(code(drover("unfit", spec.replace("country: 47", "country: no-number"))))
        .isEqualTo(2);
    assertThat(processes.said("unfit")).contains("phone-numbers: 'config.country' is a number");
    String slowly = spec.replace("errors: 2%", "errors: 2%\n  workers: 1\n  rate: 1000/s");
    Process killed = drover("killed", slowly);
    TestCluster.await("some are migrated", () -> number("phone_number IS NOT NULL") > 500);
    killed.destroyForcibly();
    code(killed);
    long migrated = number("phone_number IS NOT NULL");

    putJar("1.1");
    assertThat(code(drover("another", slowly))).as(processes.said("another")).isNotZero();
    assertThat(processes.said("another"))
        .contains("refuses the shard: the pass was planned with version 1.0")
        .contains("version 1.1 is on the class path");
    assertThat(number("phone_number IS NOT NULL")).isEqualTo(migrated).isLessThan(CUSTOMERS - 2);

    String anew = spec.replace("migration: phone-numbers", "migration: phone-numbers-2");
    assertThat(code(drover("anew", anew.replace("[phone_number]", "[dialled]")))).isZero();
    assertThat(number("dialled IS NOT NULL")).isEqualTo(CUSTOMERS - 2);
    assertThat(number("dialled = '+49' + (10000 + n.number) AND n.number % 3 = 0"))
        .isEqualTo(2_000);
    assertThat(number("dialled = '+4722' + (10000 + n.number)")).isEqualTo(1_999);
  }

  /** The example's, as a build of that version. */
  private void putJar(String version) throws IOException {
    Path source = folder.resolve("PhoneNumbers.java");
    Path classes = Files.createDirectories(folder.resolve("classes-" + version));
    String text = Files.readString(TUTORIALS.resolve("PhoneNumbers.java"));
    assertThat(text).contains("\"1.0\"");
    Files.writeString(source, text.replace("\"1.0\"", "\"" + version + "\""));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(
            compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                MemberClasses.PATH,
                source.toString()))
        .isZero();
    jar(folder.resolve("plugins/phone-numbers.jar"), Files.readAllBytes(classes.resolve(CLASS)));
  }

  private static void jar(Path file, byte[] compiled) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(CLASS));
      jar.write(compiled);
      jar.putNextEntry(new JarEntry("META-INF/services/" + MemberTransform.class.getName()));
      jar.write("org.example.PhoneNumbers\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Runs a spec by the launcher, as an operator does; what it says is kept under a name. */
  private Process drover(String name, String spec) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), spec);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Path.of("drover").toAbsolutePath().toString(), "run", file.toString()));
    command.addAll(List.of("--execute", "--bolt", servers.graph().toString(), "--user", "neo4j"));
    command.addAll(List.of("--password-file", folder.resolve("password").toString()));
    command.addAll(List.of("--journal", folder.resolve("journal").toString()));
    return processes.start(
        name,
        command,
        Map.of(
            "DROVER_PLUGINS",
            folder.resolve("plugins").toString(),
            "JAVA_HOME",
            System.getProperty("java.home")));
  }

  private long number(String condition) {
    return driver
        .executableQuery("MATCH (n:Customer) WHERE n." + condition + " RETURN count(n)")
        .execute()
        .records()
        .getFirst()
        .get(0)
        .asLong();
  }
}
