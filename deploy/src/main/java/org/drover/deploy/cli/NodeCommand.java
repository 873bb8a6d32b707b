package org.drover.deploy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.drover.deploy.node.Node;
import org.drover.deploy.node.NodeSettings;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.NodeFile;
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

  @Option(
      names = "--roles",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      description = "coordinator, worker, or both with a comma between.")
  private Set<String> roles = new LinkedHashSet<>();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Where the journal and the graphs are, in YAML.")
  private Path config = Path.of("");

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "The address that the other members reach this one at (${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--port",
      defaultValue = "7481",
      paramLabel = "PORT",
      description = "The port of the cluster; 0 takes a free one (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--seed",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "A member to join; several are asked in turn. Without any it begins a cluster.")
  private List<String> seeds = new ArrayList<>();

  @Option(
      names = "--http-port",
      defaultValue = "7480",
      paramLabel = "PORT",
      description =
          "The port of the HTTP API, on coordinators, loopback only; 0 takes a free one"
              + " (${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--with-parent",
      hidden = true,
      description = "End at once when standard input ends.")
  private boolean withParent;

  @Override
  public Integer call() {
    Logs.toError();
    checkRoles();
    NodeFile file = NodeFile.read(config);
    if (withParent) {
      Thread.ofPlatform().daemon().name("parent").start(NodeCommand::endWithParent);
    }
    NodeSettings settings =
        new NodeSettings(
            roles, host, port, List.copyOf(seeds), httpPort, true, file.journal(), file.graphs());
    try (Node node = Node.start(settings)) {
      System.out.println(started(node));
      node.whenTerminated().toCompletableFuture().join();
    }
    // Only a removal from the cluster leads here; a signal ends the JVM with its own code.
    return Exit.UNREACHABLE;
  }

  private String started(Node node) {
    String address = "drover node at " + host + ":" + node.port();
    return node.httpPort().isEmpty()
        ? address
        : address + ", HTTP API at http://127.0.0.1:" + node.httpPort().getAsInt();
  }

  private void checkRoles() {
    for (String role : roles) {
      if (!ROLES.contains(role)) {
        throw new BadInput("--roles takes coordinator and worker, found '" + role + "'");
      }
    }
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
