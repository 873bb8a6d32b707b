package org.drover.deploy.run;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.drover.coordinator.access.Access;
import org.drover.coordinator.access.TokenFile;
import org.drover.coordinator.api.Listening;
import org.drover.deploy.node.NodeSettings.ClusterTls;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.node.NodeSettings.Journal;
import org.drover.deploy.node.NodeSettings.MetricsAddress;
import org.drover.deploy.run.NodeFile.Cluster;
import org.drover.deploy.run.NodeFile.Member;
import org.drover.deploy.run.WrittenNode.WrittenCluster;
import org.drover.deploy.run.WrittenNode.WrittenClusterTls;
import org.drover.deploy.run.WrittenNode.WrittenGraph;
import org.drover.deploy.run.WrittenNode.WrittenHttp;
import org.drover.deploy.run.WrittenNode.WrittenJournal;
import org.drover.deploy.run.WrittenNode.WrittenMember;
import org.drover.deploy.run.WrittenNode.WrittenMetrics;
import org.drover.deploy.run.WrittenNode.WrittenTls;
import org.drover.deploy.tls.TlsContexts;
import org.jspecify.annotations.Nullable;

/** Collects all that is wrong with a configuration file before it complains. */
final class NodeFileCheck {

  private static final URI NOWHERE = URI.create("");
  private static final int HTTP_PORT = 7480;
  private static final int METRICS_PORT = 7482;
  private static final String LOOPBACK = "127.0.0.1";

  private final Path file;
  private final Config engine;
  private final List<String> errors = new ArrayList<>();

  NodeFileCheck(Path file, Config engine) {
    this.file = file;
    this.engine = engine;
  }

  NodeFile check(WrittenNode written) {
    Member member = member(written.node());
    Journal journal = journal(written.journal());
    Map<String, GraphConnection> graphs = graphs(written.graphs());
    Listening http = http(written.http());
    Cluster cluster = cluster(written.cluster());
    if (!errors.isEmpty()) {
      throw BadInput.of("the configuration file " + file + " cannot be used:", errors);
    }
    return new NodeFile(member, journal, graphs, http, metrics(written.metrics()), cluster, engine);
  }

  private Cluster cluster(@Nullable WrittenCluster written) {
    if (written == null) {
      return new Cluster(false, null);
    }
    boolean insecure = Objects.requireNonNullElse(written.insecure(), false);
    return new Cluster(insecure, written.tls() == null ? null : clusterTls(written.tls()));
  }

  private ClusterTls clusterTls(WrittenClusterTls tls) {
    String at = "cluster.tls.";
    Path certificate = beside(required(at + "certificate-file", tls.certificateFile()));
    Path key = beside(required(at + "key-file", tls.keyFile()));
    Path authority = beside(required(at + "ca-file", tls.authorityFile()));
    if (errors.isEmpty()) {
      orNull("cluster.tls", () -> TlsContexts.server(certificate, key));
      orNull("cluster.tls.ca-file", () -> TlsContexts.trusting(authority));
    }
    return new ClusterTls(certificate, key, authority);
  }

  private static @Nullable MetricsAddress metrics(@Nullable WrittenMetrics written) {
    return written == null
        ? null
        : new MetricsAddress(
            Objects.requireNonNullElse(written.host(), LOOPBACK),
            Objects.requireNonNullElse(written.port(), METRICS_PORT));
  }

  private static Member member(@Nullable WrittenMember node) {
    WrittenMember written = node == null ? new WrittenMember(null, null, null, null) : node;
    return new Member(
        new LinkedHashSet<>(Objects.requireNonNullElse(written.roles(), List.of())),
        written.host(),
        written.port(),
        Objects.requireNonNullElse(written.seeds(), List.of()));
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

  private Map<String, GraphConnection> graphs(
      @Nullable Map<String, @Nullable WrittenGraph> written) {
    if (written == null || written.isEmpty()) {
      errors.add("graphs: name at least one, with uri, user and password-file");
      return Map.of();
    }
    Map<String, GraphConnection> graphs = new LinkedHashMap<>();
    written.forEach((name, graph) -> graphs.put(name, graph(name, graph)));
    return Map.copyOf(graphs);
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

  private Listening http(@Nullable WrittenHttp written) {
    if (written == null) {
      return Listening.local(HTTP_PORT);
    }
    String tokens = written.tokenFile();
    Access access =
        tokens == null
            ? Access.open()
            : or(
                Access.open(),
                "http.token-file",
                () -> TokenFile.open(beside(tokens), Clock.systemUTC()));
    SSLContext tls = written.tls() == null ? null : tls(written.tls());
    if (!errors.isEmpty()) {
      return Listening.local(HTTP_PORT);
    }
    return or(
        Listening.local(HTTP_PORT),
        "http.host",
        () ->
            new Listening(
                Objects.requireNonNullElse(written.host(), LOOPBACK),
                Objects.requireNonNullElse(written.port(), HTTP_PORT),
                access,
                tls));
  }

  private @Nullable SSLContext tls(WrittenTls tls) {
    boolean pem = tls.certificateFile() != null && tls.keyFile() != null;
    boolean keystore = tls.keystoreFile() != null && tls.passwordFile() != null;
    boolean mixed = tls.certificateFile() != null && tls.keystoreFile() != null;
    if (mixed || pem == keystore) {
      errors.add(
          "http.tls: give certificate-file and key-file (PEM), or keystore-file and password-file"
              + " (PKCS #12)");
      return null;
    }
    if (pem) {
      Path certificate = beside(Objects.requireNonNull(tls.certificateFile()));
      Path key = beside(Objects.requireNonNull(tls.keyFile()));
      return orNull("http.tls", () -> TlsContexts.server(certificate, key));
    }
    Path store = beside(Objects.requireNonNull(tls.keystoreFile()));
    String password = password("http.tls.password-file", tls.passwordFile());
    return password.isEmpty()
        ? null
        : orNull("http.tls", () -> TlsContexts.server(store, password));
  }

  private <T> T or(T otherwise, String name, Supplier<T> value) {
    T read = orNull(name, value);
    return read == null ? otherwise : read;
  }

  private <T> @Nullable T orNull(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      errors.add(name + ": " + e.getMessage());
      return null;
    }
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
      return TextFile.password(beside(path));
    } catch (BadInput e) {
      errors.add(name + ": " + e.getMessage());
      return "";
    }
  }

  private Path beside(String path) {
    return file.toAbsolutePath().resolveSibling(path);
  }
}
