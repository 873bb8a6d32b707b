package org.drover.deploy.run;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drover.coordinator.api.Listening;
import org.drover.deploy.node.NodeSettings.ClusterTls;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.node.NodeSettings.Journal;
import org.drover.deploy.node.NodeSettings.MetricsAddress;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of a cluster member, in YAML or, if its name ends in {@code .conf}, in
 * HOCON. Secrets stay in files of their own, named relative to this one.
 *
 * @param http where the API listens, should this member be a coordinator
 * @param metrics where numbers are served; null if the file does not ask for them
 * @param cluster how members speak with each other
 * @param engine what the file sets of the cluster's own settings; empty in YAML
 */
public record NodeFile(
    Member member,
    Journal journal,
    Map<String, GraphConnection> graphs,
    Listening http,
    @Nullable MetricsAddress metrics,
    Cluster cluster,
    Config engine) {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * Who this member is; what is null or empty, the command line or a default says.
   *
   * @param seeds {@code host:port}
   */
  public record Member(
      Set<String> roles, @Nullable String host, @Nullable Integer port, List<String> seeds) {}

  /**
   * How members speak with each other.
   *
   * @param insecure whether they may do so in the clear where others could listen
   * @param tls null to speak in the clear
   */
  public record Cluster(boolean insecure, @Nullable ClusterTls tls) {

    /**
     * Whoever reaches the cluster's port can join it, and do everything.
     *
     * @throws BadInput if that could be anybody
     */
    public void refuseToBeOpen(String host) {
      if (tls == null && !insecure && !Listening.isLoopback(host)) {
        throw new BadInput(
            ("members do not speak with each other on '%s', which is not loopback, without TLS"
                    + " (cluster.tls): whoever reaches their port can join them. Where nobody else"
                    + " does, say so: cluster.insecure: true")
                .formatted(host));
      }
    }
  }

  /**
   * Reads and checks the file.
   *
   * @throws BadInput with everything that is wrong with it
   */
  public static NodeFile read(Path file) {
    String text = TextFile.read(file, "configuration file");
    if (file.toString().endsWith(".conf")) {
      HoconText hocon = HoconText.parse(file, text);
      return new NodeFileCheck(file, hocon.engine()).check(written(file, hocon.node()));
    }
    return new NodeFileCheck(file, ConfigFactory.empty()).check(written(file, text));
  }

  /** JSON is YAML, so one reader serves for both. */
  private static WrittenNode written(Path file, String text) {
    try {
      WrittenNode written = MAPPER.readValue(text, WrittenNode.class);
      if (written == null) {
        throw new BadInput("the configuration file " + file + " is empty");
      }
      return written;
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
}
