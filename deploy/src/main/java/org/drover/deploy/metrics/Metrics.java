package org.drover.deploy.metrics;

import com.typesafe.config.Config;
import java.time.InstantSource;
import kamon.Kamon;
import org.drover.coordinator.metrics.CoordinatorMetrics;
import org.drover.worker.metrics.WorkerMetrics;

/**
 * The numbers of this process. Kamon keeps them in one place for the whole JVM, so there is one of
 * these at most; it is used without the agent, which is not needed for numbers of one's own.
 */
public final class Metrics implements AutoCloseable {

  private static final String REPORTER = "prometheus";

  private final Exposition exposition;

  private Metrics(Exposition exposition) {
    this.exposition = exposition;
  }

  /** Begins to count, for the whole JVM; {@link #close} ends it. */
  public static Metrics start(Config config) {
    Kamon.initWithoutAttaching(config);
    Exposition exposition = new Exposition(config);
    Kamon.addReporter(REPORTER, exposition);
    return new Metrics(exposition);
  }

  public WorkerMetrics ofWorker() {
    return new KamonWorkerMetrics();
  }

  public CoordinatorMetrics ofCoordinator() {
    return new KamonCoordinatorMetrics(InstantSource.system());
  }

  /** All numbers in Prometheus' text format, at most a few seconds old. */
  public String scrape() {
    return exposition.text();
  }

  @Override
  public void close() {
    Kamon.stop();
  }
}
