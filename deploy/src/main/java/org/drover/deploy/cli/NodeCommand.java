package org.drover.deploy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.drover.deploy.node.Node;
import org.drover.deploy.node.NodeSettings;
import org.drover.deploy.node.NodeSettings.MetricsAddress;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.NodeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one member of a cluster until SIGTERM, which lets it finish its ranges first.",
      "Its log goes to standard error."
    })
final class NodeCommand implements Callable<Integer> {

  private static final Set<String> ROLES = Set.of("coordinator", "worker");
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CLUSTER_PORT = 7481;

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description =
          "coordinator, worker, or both with a comma between; else node.roles of the file.")
  private Set<String> roles = new LinkedHashSet<>();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Where the journal and the graphs are, in YAML or (*.conf) HOCON.")
  private Path config = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "The address that the other members reach this one at; else node.host, or 127.0.0.1.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Typed.Port.class,
      description = "The port of the cluster; 0 takes a free one; else node.port, or 7481.")
  private @Nullable Integer port;

  @Option(
      names = "--seed",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "A member to join; several are asked in turn. Without any it begins a cluster.")
  private List<String> seeds = new ArrayList<>();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = Typed.Port.class,
      description =
          "The port of the HTTP API, on coordinators; 0 takes a free one; else http.port, or 7480.")
  private @Nullable Integer httpPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      converter = Typed.Port.class,
      description =
          "The port of numbers for Prometheus; 0 takes a free one; else metrics.port, and without"
              + " either none are kept.")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--with-parent",
      hidden = true,
      description = "End at once when standard input ends.")
  private boolean withParent;

  @Override
  public Integer call() {
    Logs.toError();
    NodeFile file = NodeFile.read(config);
    NodeSettings settings = settings(file);
    if (withParent) {
      Thread.ofPlatform().daemon().name("parent").start(NodeCommand::endWithParent);
    }
    try (Node node = Node.start(settings)) {
      System.out.println(started(node, settings));
      node.whenTerminated().toCompletableFuture().join();
      // A signal ends the JVM with its own code. Who was told to leave is not to be started again.
      return node.wasToldToLeave() ? Exit.DONE : Exit.UNREACHABLE;
    }
  }

  /** What the command line says goes before what the file says. */
  private NodeSettings settings(NodeFile file) {
    NodeFile.Member member = file.member();
    String address = firstOf(host, member.host(), LOOPBACK);
    file.cluster().refuseToBeOpen(address);
    return new NodeSettings(
        checked(roles.isEmpty() ? member.roles() : roles),
        address,
        firstOf(port, member.port(), CLUSTER_PORT),
        List.copyOf(seeds.isEmpty() ? member.seeds() : seeds),
        httpPort == null ? file.http() : file.http().onPort(httpPort),
        metrics(file.metrics()),
        file.cluster().tls(),
        true,
        file.journal(),
        file.graphs(),
        null,
        file.engine());
  }

  private @Nullable MetricsAddress metrics(@Nullable MetricsAddress written) {
    return metricsPort == null
        ? written
        : new MetricsAddress(written == null ? LOOPBACK : written.host(), metricsPort);
  }

  private static <T> T firstOf(@Nullable T typed, @Nullable T written, T otherwise) {
    return typed != null ? typed : Objects.requireNonNullElse(written, otherwise);
  }

  private static String started(Node node, NodeSettings settings) {
    StringBuilder text = new StringBuilder("drover node at ");
    text.append(settings.host()).append(':').append(node.port());
    node.httpPort()
        .ifPresent(at -> text.append(", HTTP API at ").append(settings.http().address(at)));
    node.metricsPort().ifPresent(at -> text.append(", metrics on port ").append(at));
    return text.toString();
  }

  private static Set<String> checked(Set<String> roles) {
    if (roles.isEmpty()) {
      throw new BadInput("say what this node is: --roles coordinator, worker, or both");
    }
    for (String role : roles) {
      if (!ROLES.contains(role)) {
        throw new BadInput("--roles takes coordinator and worker, found '" + role + "'");
      }
    }
    return roles;
  }

  /** A sandbox's members must not outlive it, however it ends; exactness does not depend on it. */
  private static void endWithParent() {
    try (InputStream parent = System.in) {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    Runtime.getRuntime().halt(1);
  }
}
