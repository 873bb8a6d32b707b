package org.drover.deploy.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.node.NodeSettings.Journal;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of a cluster member: where the journal and the graphs are. Passwords stay
 * in files of their own, named relative to this one.
 */
public record NodeFile(Journal journal, Map<String, GraphConnection> graphs) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private record Written(
      @Nullable WrittenJournal journal, @Nullable Map<String, @Nullable WrittenGraph> graphs) {}

  private record WrittenJournal(
      @Nullable String url,
      @Nullable String user,
      @JsonProperty("password-file") @Nullable String passwordFile) {}

  private record WrittenGraph(
      @Nullable String uri,
      @Nullable String user,
      @JsonProperty("password-file") @Nullable String passwordFile,
      @Nullable String database) {}

  /**
   * Reads and checks the file.
   *
   * @throws BadInput with everything that is wrong with it
   */
  public static NodeFile read(Path file) {
    String text = TextFile.read(file, "configuration file");
    try {
      Written written = YAML.readValue(text, Written.class);
      if (written == null) {
        throw new BadInput("the configuration file " + file + " is empty");
      }
      return new Check(file).check(written);
    } catch (UnrecognizedPropertyException e) {
      throw new BadInput(
          "%s: there is no '%s'; what may stand there: %s"
              .formatted(file, path(e), e.getKnownPropertyIds()),
          e);
    } catch (JsonProcessingException e) {
      throw new BadInput(file + place(e) + ": " + firstLine(e.getOriginalMessage()), e);
    }
  }

  private static String path(UnrecognizedPropertyException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .collect(Collectors.joining("."));
  }

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("cannot be read");
  }

  /** Collects all that is missing before it complains. */
  private static final class Check {

    private static final URI NOWHERE = URI.create("");

    private final Path file;
    private final List<String> errors = new ArrayList<>();

    Check(Path file) {
      this.file = file;
    }

    NodeFile check(Written written) {
      Journal journal = journal(written.journal());
      Map<String, GraphConnection> graphs = new LinkedHashMap<>();
      if (written.graphs() == null || written.graphs().isEmpty()) {
        errors.add("graphs: name at least one, with uri, user and password-file");
      } else {
        written.graphs().forEach((name, graph) -> graphs.put(name, graph(name, graph)));
      }
      if (!errors.isEmpty()) {
        throw BadInput.of("the configuration file " + file + " cannot be used:", errors);
      }
      return new NodeFile(journal, Map.copyOf(graphs));
    }

    private Journal journal(@Nullable WrittenJournal journal) {
      if (journal == null) {
        errors.add("journal: missing; give url, user and password-file of a PostgreSQL");
        return new Journal("", "", "");
      }
      return new Journal(
          required("journal.url", journal.url()),
          required("journal.user", journal.user()),
          password("journal.password-file", journal.passwordFile()));
    }

    private GraphConnection graph(String name, @Nullable WrittenGraph graph) {
      if (graph == null) {
        errors.add("graphs." + name + ": give uri, user and password-file");
        return new GraphConnection(NOWHERE, "", "", null);
      }
      String at = "graphs." + name + ".";
      return new GraphConnection(
          address(at + "uri", graph.uri()),
          required(at + "user", graph.user()),
          password(at + "password-file", graph.passwordFile()),
          graph.database());
    }

    private URI address(String name, @Nullable String value) {
      String text = required(name, value);
      try {
        return URI.create(text);
      } catch (IllegalArgumentException e) {
        errors.add(name + ": '" + text + "' is no address; bolt://host:7687 would be one");
        return NOWHERE;
      }
    }

    private String required(String name, @Nullable String value) {
      if (value == null || value.isBlank()) {
        errors.add(name + ": missing");
        return "";
      }
      return value;
    }

    private String password(String name, @Nullable String value) {
      String path = required(name, value);
      if (path.isEmpty()) {
        return "";
      }
      try {
        return TextFile.password(file.toAbsolutePath().resolveSibling(path));
      } catch (BadInput e) {
        errors.add(name + ": " + e.getMessage());
        return "";
      }
    }
  }
}
