package org.drover.coordinator.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;

/** The HTTP API. It has no authentication, and so listens on loopback and nowhere else. */
public final class Api {

  private static final String LOOPBACK = "127.0.0.1";

  private Api() {}

  /**
   * Binds the API; coordinated shutdown unbinds it.
   *
   * @param port 0 for any free one
   * @param ready whether this node is a member of the cluster
   */
  public static CompletionStage<ServerBinding> bind(
      ActorSystem<?> system, int port, Migrations migrations, BooleanSupplier ready) {
    return Http.get(system)
        .newServerAt(LOOPBACK, port)
        .bind(new Routes(migrations, ready).all())
        .thenApply(
            binding ->
                binding.addToCoordinatedShutdown(Duration.ofSeconds(2), system.classicSystem()));
  }
}
