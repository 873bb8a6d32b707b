package org.drover.deploy.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kubernetes manifests have the fields that Kubernetes knows, of the types that it wants. */
final class ManifestsTest {

  private static final Path FOLDER = Path.of("kubernetes");

  /** Kustomize reads this one, and {@link ShippedFilesTest} lets it. */
  private static final String OF_KUSTOMIZE = "kustomization.yaml";

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "apps/v1 Deployment", Deployment.class,
          "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
          "v1 Service", Service.class,
          "v1 Namespace", Namespace.class);

  /** The model's own mapper keeps what it does not know; this one refuses it. */
  private static final YAMLMapper STRICT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated method) {
                  return false;
                }
              })
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"coordinator.yaml", "worker.yaml", "network.yaml", "namespace.yaml"})
  void everyManifestIsOneThatKubernetesKnows(String file) throws IOException {
    for (JsonNode manifest : manifests(FOLDER.resolve(file))) {
      Class<?> kind = KINDS.get(kindOf(manifest));
      assertThat(kind).as(kindOf(manifest)).isNotNull();
      assertThat(STRICT.treeToValue(manifest, kind)).isNotNull();
    }
  }

  @Test
  void everyManifestIsTried() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".yaml") && !name.equals(OF_KUSTOMIZE))
          .containsExactlyInAnyOrder(
              "coordinator.yaml", "worker.yaml", "network.yaml", "namespace.yaml");
    }
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsRefused() throws IOException {
    JsonNode deployment = manifests(FOLDER.resolve("worker.yaml")).getFirst();
    ((ObjectNode) deployment.at("/spec/template/spec")).put("terminationGraceSeconds", 60);

    assertThatThrownBy(() -> STRICT.treeToValue(deployment, Deployment.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("terminationGraceSeconds");
  }

  private static String kindOf(JsonNode manifest) {
    return manifest.get("apiVersion").asText() + " " + manifest.get("kind").asText();
  }

  private static List<JsonNode> manifests(Path file) throws IOException {
    List<JsonNode> manifests = new ArrayList<>();
    STRICT
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(Files.readString(file))
        .forEachRemaining(manifests::add);
    return manifests;
  }
}
