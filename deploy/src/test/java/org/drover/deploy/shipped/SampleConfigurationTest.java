package org.drover.deploy.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drover.deploy.run.NodeFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample {@code drover.conf} names and explains every setting that there is. */
final class SampleConfigurationTest {

  private static final Path SAMPLE = Path.of("src/examples/drover.conf");

  private static Config sample() throws IOException {
    return ConfigFactory.parseString(everything()).resolve();
  }

  /** What is commented out because it has no default is read as well. */
  private static String everything() throws IOException {
    return Files.readString(SAMPLE).replaceAll("(?m)^( *)# ((?:tls\\.|token-file)\\S* = )", "$1$2");
  }

  private static Map<String, ConfigValue> shipped() {
    Map<String, ConfigValue> settings = new TreeMap<>();
    Config all = ConfigFactory.parseResources("application.conf");
    all.entrySet().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
    return settings;
  }

  @Test
  void everySettingThatDroverShipsStandsThereWithItsValue() throws IOException {
    Config sample = sample();

    assertThat(shipped()).hasSizeGreaterThan(60);
    assertThat(shipped())
        .allSatisfy(
            (path, value) -> {
              assertThat(sample.hasPath(path)).as("%s is in %s", path, SAMPLE).isTrue();
              assertThat(sample.getValue(path).unwrapped().toString())
                  .as(path)
                  .isEqualTo(value.unwrapped().toString());
            });
  }

  @Test
  void everySettingOfDroversOwnStandsThere() throws Exception {
    Config sample = sample();

    assertThat(paths(Class.forName("org.drover.deploy.run.WrittenNode"), "drover."))
        .contains("drover.http.tls.key-file", "drover.journal.url", "drover.graphs.main.uri")
        .allSatisfy(path -> assertThat(sample.hasPath(path)).as(path).isTrue());
  }

  @Test
  void nothingStandsThereThatDroverDoesNotKnow() throws Exception {
    List<String> own = paths(Class.forName("org.drover.deploy.run.WrittenNode"), "drover.");
    Map<String, ConfigValue> shipped = shipped();

    assertThat(sample().entrySet())
        .extracting(Map.Entry::getKey)
        .allSatisfy(path -> assertThat(own.contains(path) || shipped.containsKey(path)).isTrue());
  }

  @Test
  void everySettingIsExplained() throws IOException {
    assertThat(sample().entrySet())
        .allSatisfy(
            setting ->
                assertThat(setting.getValue().origin().comments())
                    .as("comment above %s", setting.getKey())
                    .isNotEmpty());
  }

  @Test
  void itIsAConfigurationAsItStands(@TempDir Path folder) throws IOException {
    Path file = Files.copy(SAMPLE, folder.resolve("drover.conf"));
    Files.writeString(folder.resolve("journal-password"), "a");
    Files.writeString(folder.resolve("graph-password"), "b");

    NodeFile read = NodeFile.read(file);

    assertThat(read.member().roles()).containsExactly("coordinator", "worker");
    assertThat(read.engine().getInt("pekko.cluster.sharding.number-of-shards")).isEqualTo(128);
  }

  private static List<String> paths(Class<?> written, String prefix) {
    List<String> paths = new ArrayList<>();
    for (RecordComponent component : written.getRecordComponents()) {
      String path = prefix + name(written, component);
      Class<?> inner = recordIn(component.getGenericType());
      if (inner == null) {
        paths.add(path);
      } else {
        boolean named = Map.class.isAssignableFrom(component.getType());
        paths.addAll(paths(inner, path + (named ? ".main." : ".")));
      }
    }
    return paths;
  }

  private static String name(Class<?> written, RecordComponent component) {
    JsonProperty property = component.getAnnotation(JsonProperty.class);
    if (property != null) {
      return property.value();
    }
    try {
      JsonProperty onField =
          written.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
      return onField == null ? component.getName() : onField.value();
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable Class<?> recordIn(Type type) {
    return Stream.concat(
            Stream.of(type),
            type instanceof ParameterizedType generic
                ? Stream.of(generic.getActualTypeArguments())
                : Stream.empty())
        .filter(part -> part instanceof Class<?> known && known.isRecord())
        .map(part -> (Class<?>) part)
        .findFirst()
        .orElse(null);
  }
}
