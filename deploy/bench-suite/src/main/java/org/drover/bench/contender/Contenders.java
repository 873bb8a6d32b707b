package org.drover.bench.contender;

import java.util.List;
import org.drover.bench.contender.Drover.Variant;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Place;
import org.jspecify.annotations.Nullable;

/** Everybody, in the order of their turns. */
public final class Contenders implements AutoCloseable {

  private static final int AS_THE_MANUAL_HAS_IT = 1_000;
  private static final int BEST_BATCH = 10_000;

  private final Bare unfenced;
  private final Bare fenced;
  private final Journaled journaled;
  private final List<Contender> all;

  /**
   * @param names the ones that take part; null for all
   */
  public Contenders(Place place, Cluster cluster, @Nullable List<String> names) {
    int threads = place.settings().threads();
    int workers = place.settings().workers();
    unfenced = Bare.unfenced(place.graph(), place.address(), workers);
    fenced = Bare.fenced(place.graph(), place.address(), workers);
    journaled = new Journaled(place.graph(), place.address(), place.journal(), workers);
    List<Contender> everybody =
        List.of(
            new Drover(place.graph(), cluster, workers, Variant.OFFLINE),
            Statement.apoc(place.graph(), BEST_BATCH, threads),
            Statement.concurrentTransactions(place.graph(), BEST_BATCH, threads),
            new Drover(place.graph(), cluster, workers, Variant.LIVE),
            new RowClient(place.graph(), threads),
            unfenced,
            fenced,
            journaled,
            new Drover(place.graph(), cluster, workers, Variant.DIGEST),
            new Drover(place.graph(), cluster, workers, Variant.UNDO),
            Statement.apoc(place.graph(), AS_THE_MANUAL_HAS_IT, null),
            Statement.coreApi(place.graph(), threads));
    all = everybody.stream().filter(one -> names == null || names.contains(one.name())).toList();
  }

  /** The peer that people use most, at its best. */
  public static Contender apoc(ScratchGraph graph, int threads) {
    return Statement.apoc(graph, BEST_BATCH, threads);
  }

  public List<Contender> all() {
    return all;
  }

  @Override
  public void close() {
    unfenced.close();
    fenced.close();
    journaled.close();
  }
}
