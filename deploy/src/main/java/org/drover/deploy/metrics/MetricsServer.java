package org.drover.deploy.metrics;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/**
 * Answers Prometheus, and whoever watches over this process, on every node. It says nothing but
 * numbers, ids and whether it lives, and takes no orders.
 */
public final class MetricsServer {

  private final Metrics metrics;
  private final BooleanSupplier ready;

  private MetricsServer(Metrics metrics, BooleanSupplier ready) {
    this.metrics = metrics;
    this.ready = ready;
  }

  /**
   * Binds it; coordinated shutdown unbinds it.
   *
   * @param port 0 for any free one
   * @param ready whether this node is a member of the cluster
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system, String host, int port, Metrics metrics, BooleanSupplier ready) {
    return Http.get(system)
        .newServerAt(host, port)
        .bindSync(new MetricsServer(metrics, ready)::answer)
        .thenApply(
            binding ->
                binding.addToCoordinatedShutdown(Duration.ofSeconds(2), system.classicSystem()));
  }

  private HttpResponse answer(HttpRequest request) {
    if (!request.method().name().equals("GET")) {
      return HttpResponse.create().withStatus(StatusCodes.METHOD_NOT_ALLOWED);
    }
    return switch (request.getUri().path()) {
      case "/metrics" -> numbers();
      case "/health/live" -> HttpResponse.create().withEntity("live\n");
      case "/health/ready" ->
          ready.getAsBoolean()
              ? HttpResponse.create().withEntity("ready\n")
              : HttpResponse.create()
                  .withStatus(StatusCodes.SERVICE_UNAVAILABLE)
                  .withEntity("this node has not joined the cluster\n");
      default -> HttpResponse.create().withStatus(StatusCodes.NOT_FOUND);
    };
  }

  private HttpResponse numbers() {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, metrics.scrape()));
  }
}
