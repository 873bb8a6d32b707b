package org.drover.bench.report;

import java.util.List;
import java.util.Optional;
import org.drover.bench.measure.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What parts of Drover cost, as a share of the time without them: 0.05 is five in a hundred.
 *
 * @param fenceJournal fences, journal and the actors that keep it: shards with them beside the same
 *     ranges without, both in the benchmark's process
 * @param cluster processes of their own, and beginning and ending a pass: the pass beside the same
 *     shards in the benchmark's process
 * @param locks mode live beside mode offline
 * @param digestUndo undo keep beside undo none
 * @param planning checking the spec and planning, beside the pass that follows
 */
public record Overheads(
    @Nullable Double fenceJournal,
    @Nullable Double cluster,
    @Nullable Double locks,
    @Nullable Double digestUndo,
    @Nullable Double planning) {

  private static final String JOB = "canonicalKey";

  static Overheads of(List<Figures> figures, long nodes) {
    Optional<Figures> drover = find(figures, "drover");
    Optional<Double> pass = drover.map(Figures::runningSeconds).map(Spread::median);
    return new Overheads(
        more(
            find(figures, "journaled").map(it -> 1 / it.nodesPerSecond().median()),
            find(figures, "unfenced").map(it -> 1 / it.nodesPerSecond().median())),
        more(pass, find(figures, "journaled").map(it -> nodes / it.nodesPerSecond().median())),
        more(
            find(figures, "droverLive").map(it -> 1 / it.nodesPerSecond().median()),
            drover.map(it -> 1 / it.nodesPerSecond().median())),
        more(
            find(figures, "droverUndo").map(it -> 1 / it.nodesPerSecond().median()),
            drover.map(it -> 1 / it.nodesPerSecond().median())),
        drover
            .map(Figures::planningSeconds)
            .map(Spread::median)
            .flatMap(planning -> pass.map(running -> planning / running))
            .orElse(null));
  }

  private static Optional<Figures> find(List<Figures> figures, String contender) {
    return figures.stream()
        .filter(one -> one.job().equals(JOB) && one.contender().equals(contender))
        .findFirst();
  }

  private static @Nullable Double more(Optional<Double> with, Optional<Double> without) {
    return with.flatMap(it -> without.map(base -> it / base - 1)).orElse(null);
  }
}
