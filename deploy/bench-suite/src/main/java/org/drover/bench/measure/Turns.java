package org.drover.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.drover.bench.contender.Contender;
import org.drover.bench.contender.Contender.Details;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.Place;
import org.jspecify.annotations.Nullable;

/**
 * Contenders in turn, A B C A B C, on one database, so that what drifts drifts for all of them.
 * Each finds the graph as the one before it found it, and nothing left to be written.
 */
public final class Turns {

  private final Place place;
  private final ScratchGraph graph;
  private final Consumer<String> progress;
  private final List<Sample> samples = new ArrayList<>();

  public Turns(Place place, Consumer<String> progress) {
    this.place = place;
    this.graph = place.graph();
    this.progress = progress;
  }

  /**
   * All rounds of a job.
   *
   * @param warmUps rounds before them that do not count; they have the numbers 0, -1 and so on
   */
  public void run(Job job, List<Contender> contenders, int warmUps, int rounds) {
    List<Contender> able = contenders.stream().filter(one -> one.obstacle(job) == null).toList();
    for (int round = 1 - warmUps; round <= rounds; round++) {
      for (Contender contender : able) {
        Sample sample = turn(job, contender, round);
        samples.add(sample);
        progress.accept(line(sample));
      }
    }
  }

  /** One turn, with everything put back afterwards. */
  public Sample turn(Job job, Contender contender, int round) {
    graph.checkpoint();
    Duration database = graph.cpu();
    Duration client = contender.clientCpu();
    Duration journal = place.journalCpu();
    long begin = System.nanoTime();
    Details details = contender.run(job);
    double seconds = seconds(details, (System.nanoTime() - begin) / 1e9);
    Double databaseCpu = since(database, graph.cpu());
    double clientCpu = seconds(contender.clientCpu().minus(client));
    double journalCpu = seconds(place.journalCpu().minus(journal));
    long nodes = check(job, contender);
    graph.restore(job);
    return new Sample(
        job.id(),
        contender.name(),
        round,
        nodes,
        seconds,
        nodes / seconds,
        databaseCpu,
        clientCpu,
        journalCpu,
        details.planningSeconds(),
        details.runningSeconds());
  }

  /** A migration says when it was done; whoever asks now and then learns it later. */
  private static double seconds(Details details, double noticed) {
    Double planning = details.planningSeconds();
    Double running = details.runningSeconds();
    return planning == null || running == null ? noticed : planning + running;
  }

  private long check(Job job, Contender contender) {
    long expected = place.settings().nodes();
    long done = graph.done(job);
    if (done != expected) {
      throw new IllegalStateException(
          "%s did %s to %d nodes, expected %d; its figures would mean nothing"
              .formatted(contender.name(), job.id(), done, expected));
    }
    return done;
  }

  private static @Nullable Double since(@Nullable Duration before, @Nullable Duration after) {
    return before == null || after == null ? null : seconds(after.minus(before));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String line(Sample sample) {
    return String.format(
        Locale.ROOT,
        "  %-13s %-19s %s %,12.0f nodes/s%s",
        sample.job(),
        sample.contender(),
        sample.counts() ? "round " + sample.round() : "warm-up",
        sample.nodesPerSecond(),
        sample.databaseCpuSeconds() == null
            ? ""
            : String.format(
                Locale.ROOT,
                "  database CPU %5.2f s/M",
                sample.databaseCpuSeconds() / sample.nodes() * 1e6));
  }

  public List<Sample> samples() {
    return List.copyOf(samples);
  }
}
