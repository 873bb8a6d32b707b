package org.drover.deploy.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drover.deploy.Tool;
import org.drover.deploy.run.NodeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people deploy: read as YAML or JSON here, and by its own tool where that is installed. */
final class ShippedFilesTest {

  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());
  private static final Pattern METRIC = Pattern.compile("\\bdrover_[a-z_]+");
  private static final Pattern NAMED = Pattern.compile("\"(drover\\.[a-z.]+)\"");

  /** A deadline is recorded by whoever has one. */
  private static final String OF_THE_OPERATOR = "drover_deadline_seconds";

  private static List<JsonNode> documents(String yaml) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).forEachRemaining(documents::add);
    return documents;
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    return documents(Files.readString(file));
  }

  // --- Prometheus and Grafana ------------------------------------------------------------------

  @Test
  void alertsAreOnesThatPrometheusLoads() throws IOException {
    Tool.installed("promtool").run("", "check", "rules", "prometheus/drover-alerts.yaml");
  }

  @Test
  void everyAlertFiresWhenItShouldAndNotBefore() throws IOException {
    Tool.installed("promtool").run("", "test", "rules", "prometheus/drover-alerts-test.yaml");
  }

  @Test
  void everyAlertIsTried() throws IOException {
    String tried = Files.readString(Path.of("prometheus/drover-alerts-test.yaml"));

    assertThat(documents(Path.of("prometheus/drover-alerts.yaml")).getFirst().findValues("alert"))
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(tried).contains("alertname: " + alert.asText() + "\n"));
  }

  @Test
  void alertsAndDashboardAskForMetricsThatThePageOfMetricsNames() throws IOException {
    String page = Files.readString(Path.of("../docs/operations/metrics.md"));

    assertThat(asked()).isNotEmpty().allSatisfy(metric -> assertThat(page).contains(metric));
  }

  /**
   * An alert on a metric that nobody emits never fires, and looks like one that has no reason to.
   */
  @Test
  void alertsAndDashboardAskForMetricsThatTheProgramEmits() throws IOException {
    Set<String> emitted = emitted();

    assertThat(emitted).isNotEmpty();
    assertThat(asked())
        .filteredOn(metric -> !metric.equals(OF_THE_OPERATOR))
        .allSatisfy(metric -> assertThat(emitted).contains(bare(metric)));
  }

  /** As the sources name them, dots and all. */
  private static Set<String> emitted() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/drover/deploy/metrics"))) {
      for (Path source : sources.toList()) {
        NAMED
            .matcher(Files.readString(source))
            .results()
            .forEach(found -> names.add(bare(found.group(1).replace('.', '_'))));
      }
    }
    return names;
  }

  /** Without what is appended for its kind and its unit. */
  private static String bare(String metric) {
    return metric.replaceFirst("(_(bytes|seconds|total|bucket))+$", "");
  }

  private static Set<String> asked() throws IOException {
    TreeSet<String> asked = new TreeSet<>();
    for (String file : List.of("prometheus/drover-alerts.yaml", "grafana/drover.json")) {
      METRIC
          .matcher(Files.readString(Path.of(file)))
          .results()
          .forEach(found -> asked.add(found.group().replaceFirst("_bucket$", "")));
    }
    return asked;
  }

  @Test
  void theDashboardHasNoTwoPanelsInOnePlace() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Path.of("grafana/drover.json").toFile());
    Map<String, String> places = new LinkedHashMap<>();

    assertThat(dashboard.get("uid").asText()).isEqualTo("drover");
    assertThat(dashboard.get("panels")).isNotEmpty();
    for (JsonNode panel : dashboard.get("panels")) {
      String place = panel.at("/gridPos/x") + "," + panel.at("/gridPos/y");
      assertThat(places.put(place, panel.get("title").asText())).as(place).isNull();
      assertThat(panel.get("targets")).isNotEmpty();
    }
  }

  // --- systemd ---------------------------------------------------------------------------------

  @Test
  void theUnitIsOneThatSystemdLoads(@TempDir Path folder) throws IOException {
    Tool analyze = Tool.installed("systemd-analyze");
    String unit =
        Files.readString(Path.of("systemd/drover@.service"))
            .replace("/opt/drover/bin/drover", "/bin/true");
    Files.writeString(folder.resolve("drover@.service"), unit);
    String behind = "drover@worker.service.d/behind.conf";
    Files.createDirectory(folder.resolve(behind).getParent());
    Files.copy(Path.of("systemd").resolve(behind), folder.resolve(behind));

    String said =
        analyze.run("", "verify", "--man=no", folder.resolve("drover@worker.service").toString());

    assertThat(said.lines().filter(line -> line.contains("drover"))).isEmpty();
  }

  /** A member that was drained ends with 0, and with no other way of ending. */
  @Test
  void theUnitStartsAgainWhateverEndsButWhatWasDrained() throws IOException {
    assertThat(Files.readAllLines(Path.of("systemd/drover@.service")))
        .contains("Restart=always", "RestartPreventExitStatus=0", "SuccessExitStatus=143");
  }

  // --- containers ------------------------------------------------------------------------------

  @Test
  void everyMachineOfTheComposeFileReadsAConfigurationThatIsAccepted(@TempDir Path folder)
      throws IOException {
    JsonNode compose = documents(Path.of("container/compose.yaml")).getFirst();
    JsonNode services = compose.get("services");

    for (String machine : List.of("machine-1", "machine-2", "machine-3")) {
      assertThat(services.at("/" + machine + "/command/0").asText()).isEqualTo("node");
    }
    NodeFile read =
        conf(folder, compose.at("/configs/drover-conf/content").asText(), "/etc/drover");
    read.cluster().refuseToBeOpen("machine-1");
    assertThat(read.member().seeds()).containsExactly("machine-1:7481", "machine-2:7481");
    assertThat(compose.at("/configs/prometheus-yml/content").asText()).contains("machine-3:7482");
  }

  @Test
  void theContainerRunsTheLauncherOfTheDistribution() throws IOException {
    assertThat(Files.readAllLines(Path.of("container/Dockerfile")))
        .anyMatch(line -> line.startsWith("FROM "))
        .contains("ENTRYPOINT [\"drover\"]", "STOPSIGNAL SIGTERM", "USER 7480:7480");
  }

  // --- Kubernetes ------------------------------------------------------------------------------

  @Test
  void kustomizeBuildsTheManifests() throws IOException {
    String built = Tool.installed("kubectl").run("", "kustomize", "kubernetes");

    assertThat(documents(built)).extracting(d -> d.get("kind").asText()).contains("ConfigMap");
  }

  @Test
  void everyDeploymentMaySayGoodbyeAndIsWatchedOver() throws IOException {
    for (String role : List.of("coordinator", "worker")) {
      List<JsonNode> documents = documents(Path.of("kubernetes/" + role + ".yaml"));
      JsonNode deployment = documents.getFirst();
      JsonNode pod = deployment.at("/spec/template/spec");
      JsonNode container = pod.at("/containers/0");

      assertThat(deployment.at("/spec/selector/matchLabels"))
          .isEqualTo(deployment.at("/spec/template/metadata/labels"));
      assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(60);
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(container.at("/" + probe + "/httpGet/path").asText()).startsWith("/health/");
      }
      assertThat(container.get("args").toString()).contains("\"" + role + "\"");
      JsonNode budget = documents.get(1);
      assertThat(budget.get("kind").asText()).isEqualTo("PodDisruptionBudget");
      assertThat(budget.at("/spec/selector")).isEqualTo(deployment.at("/spec/selector"));
      assertThat(mounts(container)).containsExactlyInAnyOrderElementsOf(volumes(pod));
    }
  }

  private static List<String> mounts(JsonNode container) {
    return container.get("volumeMounts").findValuesAsText("name");
  }

  private static List<String> volumes(JsonNode pod) {
    List<String> names = new ArrayList<>();
    pod.get("volumes").forEach(volume -> names.add(volume.get("name").asText()));
    return names;
  }

  /** Certificates and tokens are not at hand here; what else it says must be right. */
  @Test
  void theConfigurationOfThePodsIsAccepted(@TempDir Path folder) throws IOException {
    String text =
        Files.readString(Path.of("kubernetes/drover.conf"))
            .replace("${POD_IP}", "10.0.0.7")
            .replaceAll("(?s)  http \\{.*\\n  \\}\\n  metrics", "  metrics")
            .replaceAll("(?s)  cluster.tls \\{.*?\\n  \\}\\n", "");

    NodeFile read = conf(folder, text, "/etc/drover/secrets");

    assertThat(read.member().host()).isEqualTo("10.0.0.7");
    assertThat(read.member().seeds()).isEmpty();
  }

  private static NodeFile conf(Path folder, String text, String secrets) throws IOException {
    for (String secret : List.of("password", "journal-password", "graph-password")) {
      Files.writeString(folder.resolve(secret), "x");
    }
    return NodeFile.read(
        Files.writeString(folder.resolve("drover.conf"), text.replace(secrets, folder.toString())));
  }
}
