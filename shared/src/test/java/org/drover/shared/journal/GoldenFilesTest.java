package org.drover.shared.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was once stored stays readable: a golden file is added for what is new, never changed. */
class GoldenFilesTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  @ParameterizedTest
  @MethodSource("names")
  void aStoredEventIsReadWholeAndWrittenIdentically(String name) throws IOException {
    Stored event = event(name);
    String stored = golden(name);

    assertThat(EventJson.read(event.getClass().getName(), stored.getBytes(UTF_8))).isEqualTo(event);
    assertThat(new String(EventJson.write(event), UTF_8)).isEqualTo(stored);
  }

  static Stream<String> names() {
    return GoldenEvents.all().keySet().stream();
  }

  @Test
  void everyFileHasItsEventAndEveryEventTypeItsFile() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(GoldenEvents.all().keySet());
    }
    assertThat(
            GoldenEvents.all().values().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(MigrationEvent.class, ShardEvent.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .collect(Collectors.toSet()));
  }

  // The actors do not write through EventJson; what proves and lists migrations reads with it.
  @Test
  void pekkoStoresExactlyTheGoldenFiles() throws Exception {
    ActorSystem system =
        ActorSystem.create(
            "golden",
            ConfigFactory.parseResources("journal-it.conf")
                .withFallback(
                    ConfigFactory.parseString(
                        "drover.journal { url = x, user = x, password = x }, pekko.loglevel = OFF"))
                .withFallback(ConfigFactory.load("reference"))
                .resolve());
    try {
      Serialization serialization = SerializationExtension.get(system);
      for (Map.Entry<String, Stored> golden : GoldenEvents.all().entrySet()) {
        byte[] bytes = serialization.serialize(golden.getValue()).get();
        int serializer = serialization.findSerializerFor(golden.getValue()).identifier();
        String manifest =
            Serializers.manifestFor(
                serialization.findSerializerFor(golden.getValue()), golden.getValue());

        assertThat(new String(bytes, UTF_8)).isEqualTo(golden(golden.getKey()));
        assertThat(manifest).isEqualTo(EventJson.manifest(golden.getValue().getClass()));
        assertThat(serialization.deserialize(bytes, serializer, manifest).get())
            .isEqualTo(golden.getValue());
      }
    } finally {
      system.terminate();
    }
  }

  @Test
  void aFieldOfANewerDroverIsSkipped() {
    assertThat(
            EventJson.read(
                EventJson.manifest(MigrationEvent.Completed.class),
                "{\"at\":\"2026-01-02T03:04:05Z\",\"mood\":\"good\"}".getBytes(UTF_8)))
        .isEqualTo(event("Completed"));
  }

  @Test
  void onlyEventsAreRead() {
    assertThatThrownBy(() -> EventJson.read("java.lang.String", "\"x\"".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the event has the unknown type java.lang.String; a newer Drover may have written it");
  }

  private static Stored event(String name) {
    Stored event = GoldenEvents.all().get(name);
    if (event == null) {
      throw new IllegalArgumentException(name);
    }
    return event;
  }

  private static String golden(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name + ".json"), UTF_8).strip();
  }
}
