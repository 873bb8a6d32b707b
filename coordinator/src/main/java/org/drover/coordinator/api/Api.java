package org.drover.coordinator.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;

/** Binds the HTTP API to its address. */
public final class Api {

  private Api() {}

  /**
   * Binds the API; coordinated shutdown unbinds it.
   *
   * @param ready whether this node is a member of the cluster
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system,
      Listening at,
      Migrations migrations,
      Replay replay,
      BooleanSupplier ready) {
    Router router =
        new Router(new Admission(at.access()), new Answers(system, migrations, replay, ready));
    ServerBuilder server = Http.get(system).newServerAt(at.host(), at.port());
    if (at.tls() != null) {
      server = server.enableHttps(ConnectionContext.httpsServer(at.tls()));
    }
    return server
        .bind(router::answer)
        .thenApply(
            binding ->
                binding.addToCoordinatedShutdown(Duration.ofSeconds(2), system.classicSystem()));
  }
}
