package org.drover.deploy.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.drover.deploy.Tool;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The compose file says nothing that the compose specification does not know, and names nothing
 * that it does not define. Where compose itself is installed, it reads the file, too.
 */
final class ComposeFileTest {

  private static final String FILE = "container/compose.yaml";

  private static final Set<String> TOP =
      Set.of("name", "include", "services", "networks", "volumes", "secrets", "configs");

  private static final Set<String> OF_A_SERVICE =
      Set.of(
          ("annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command"
                  + " configs container_name cpu_count cpu_percent cpu_period cpu_quota"
                  + " cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on"
                  + " deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname"
                  + " entrypoint env_file environment expose extends external_links extra_hosts gpus"
                  + " group_add healthcheck hostname image init ipc isolation label_file labels links"
                  + " logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit"
                  + " network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform"
                  + " ports post_start pre_stop privileged profiles provider pull_policy read_only"
                  + " restart runtime scale secrets security_opt shm_size stdin_open"
                  + " stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits user"
                  + " userns_mode uts volumes volumes_from working_dir")
              .split(" "));

  private static final Set<String> OF_A_HEALTHCHECK =
      Set.of("disable", "interval", "retries", "test", "timeout", "start_period", "start_interval");

  private static final Set<String> OF_A_NETWORK =
      Set.of(
          "name", "driver", "driver_opts", "ipam", "external", "internal", "attachable", "labels");

  private static final Set<String> OF_A_CONFIG =
      Set.of("name", "content", "environment", "file", "external", "labels", "template_driver");

  private final JsonNode compose = read();

  /** With what it includes of itself ({@code <<}) in its place. */
  private static JsonNode read() {
    try {
      return new ObjectMapper().valueToTree(new Yaml().load(Files.readString(Path.of(FILE))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void composeReadsIt() throws IOException {
    Tool.installed("docker-compose").run("", "--file", FILE, "config", "--quiet");
  }

  @Test
  void everyKeyIsOneOfTheSpecification() {
    assertKnown(compose, TOP);
    compose.get("services").forEach(service -> assertKnown(service, OF_A_SERVICE));
    compose.get("networks").forEach(network -> assertKnown(network, OF_A_NETWORK));
    compose.get("configs").forEach(config -> assertKnown(config, OF_A_CONFIG));
    compose
        .findValues("healthcheck")
        .forEach(healthcheck -> assertKnown(healthcheck, OF_A_HEALTHCHECK));
  }

  @Test
  void whatAServiceNamesIsDefined() {
    for (JsonNode service : compose.get("services")) {
      assertDefined(names(service.path("networks")), "networks");
      assertDefined(names(service.path("depends_on")), "services");
      assertDefined(service.path("configs").findValuesAsText("source"), "configs");
      for (JsonNode volume : service.path("volumes")) {
        assertDefined(List.of(volume.asText().replaceFirst(":.*", "")), "volumes");
      }
    }
  }

  /** A list of names, or a mapping by them. */
  private static List<String> names(JsonNode some) {
    List<String> names = new ArrayList<>();
    if (some.isArray()) {
      some.forEach(name -> names.add(name.asText()));
    } else {
      some.fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  private void assertDefined(List<String> names, String section) {
    assertThat(names)
        .allSatisfy(name -> assertThat(compose.get(section).has(name)).as(name).isTrue());
  }

  private static void assertKnown(JsonNode mapping, Set<String> keys) {
    mapping
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!key.startsWith("x-")) {
                assertThat(keys).contains(key);
              }
            });
  }
}
