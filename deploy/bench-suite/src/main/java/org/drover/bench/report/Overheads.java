package org.drover.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.drover.bench.measure.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What parts of Drover cost, as a share of the time without them: 0.05 is five in a hundred.
 *
 * @param fenceJournal fences, journal and the actors that keep it: shards with them beside the same
 *     ranges without, both in the benchmark's process
 * @param fence the fences of these alone: ranges with them beside the same ranges without
 * @param journal the rest: shards beside ranges with their fences
 * @param cluster processes of their own, and beginning and ending a pass: the pass beside the same
 *     shards in the benchmark's process
 * @param locks mode live beside mode offline
 * @param digestUndo undo keep beside undo none
 * @param digest the digests of these alone: undo none with them beside undo none without
 * @param undo the rest: undo keep beside undo none with digests
 * @param planning checking the spec and planning, beside the pass that follows
 */
public record Overheads(
    @Nullable Double fenceJournal,
    @Nullable Double fence,
    @Nullable Double journal,
    @Nullable Double cluster,
    @Nullable Double locks,
    @Nullable Double digestUndo,
    @Nullable Double digest,
    @Nullable Double undo,
    @Nullable Double planning) {

  private static final String JOB = "canonicalKey";

  static Overheads of(List<Figures> figures, long nodes) {
    Optional<Figures> drover = find(figures, "drover");
    Optional<Double> pass = drover.map(Figures::runningSeconds).map(Spread::median);
    Function<String, Optional<Double>> seconds =
        name -> find(figures, name).map(it -> nodes / it.nodesPerSecond().median());
    return new Overheads(
        more(seconds.apply("journaled"), seconds.apply("unfenced")),
        more(seconds.apply("fenced"), seconds.apply("unfenced")),
        more(seconds.apply("journaled"), seconds.apply("fenced")),
        more(pass, seconds.apply("journaled")),
        more(seconds.apply("droverLive"), seconds.apply("drover")),
        more(seconds.apply("droverUndo"), seconds.apply("drover")),
        more(seconds.apply("droverDigest"), seconds.apply("drover")),
        more(seconds.apply("droverUndo"), seconds.apply("droverDigest")),
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
