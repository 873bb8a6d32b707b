package org.drover.bench.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.bench.contender.Contender;
import org.drover.bench.contender.Contender.Role;
import org.drover.bench.measure.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Drover beside the others, by medians of one run; above 1 is better for speeds, below 1 for CPU.
 *
 * @param bestPeer the one that is compared with: the quickest of those who are not Drover
 */
public record Ratios(
    @Nullable Double speedVsBestPeer,
    @Nullable Double speedVsSerialPeer,
    @Nullable Double databaseCpuVsBestPeer,
    @Nullable Double speedVsLimit,
    @Nullable String bestPeer) {

  /** Every job that was measured, under the names by which its goals go. */
  static Map<String, Ratios> all(List<Figures> figures, List<Contender> contenders) {
    Map<String, Ratios> ratios = new LinkedHashMap<>();
    for (String job : figures.stream().map(Figures::job).distinct().toList()) {
      List<Figures> own = figures.stream().filter(one -> one.job().equals(job)).toList();
      of(own, "drover", contenders).ifPresent(found -> ratios.put(job, found));
      of(own, "droverLive", contenders).ifPresent(found -> ratios.put(job + "Live", found));
    }
    return ratios;
  }

  private static Optional<Ratios> of(List<Figures> job, String own, List<Contender> contenders) {
    Optional<Figures> drover = named(job, own);
    Optional<Figures> best =
        job.stream()
            .filter(one -> role(one, contenders) == Role.PEER)
            .max(Comparator.comparingDouble(one -> one.nodesPerSecond().median()));
    Optional<Figures> limit =
        job.stream().filter(one -> role(one, contenders) == Role.LIMIT).findFirst();
    return drover.map(
        it ->
            new Ratios(
                speed(it, best),
                speed(it, named(job, "apocSerial")),
                best.map(peer -> cpu(it, peer)).orElse(null),
                speed(it, limit),
                best.map(Figures::contender).orElse(null)));
  }

  private static Optional<Figures> named(List<Figures> job, String contender) {
    return job.stream().filter(one -> one.contender().equals(contender)).findFirst();
  }

  private static @Nullable Role role(Figures figures, List<Contender> contenders) {
    return contenders.stream()
        .filter(one -> one.name().equals(figures.contender()))
        .map(Contender::role)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Double speed(Figures drover, Optional<Figures> other) {
    return other
        .map(it -> drover.nodesPerSecond().median() / it.nodesPerSecond().median())
        .orElse(null);
  }

  private static @Nullable Double cpu(Figures drover, Figures peer) {
    Spread own = drover.databaseCpu();
    Spread its = peer.databaseCpu();
    return own == null || its == null ? null : own.median() / its.median();
  }
}
