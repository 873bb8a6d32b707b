package org.drover.coordinator.governor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.MigrationRequest.LeaseWanted;
import org.drover.shared.protocol.NodeUse;
import org.jspecify.annotations.Nullable;

/**
 * Divides one migration's rate among the worker nodes that ask, by the shards that they have. What
 * was given to a node counts until its lease has ended, also if nobody hears of the node any more:
 * so all leases together never exceed the rate.
 *
 * <p>A node counts its lease from the moment at which it asked; here it is counted from the moment
 * at which the question came, which is later.
 */
public final class Leases {

  private record Given(NodeUse use, double nodesPerSecond, long until) {}

  private final String migration;
  private final Map<String, Given> given = new HashMap<>();
  private long othersUntil = Long.MIN_VALUE;

  public Leases(String migration) {
    this.migration = migration;
  }

  /**
   * Until now somebody else gave leases, nobody knows to whom: they count until they have ended.
   */
  public void takenOver(long now) {
    othersUntil = now + Lease.MILLIS;
  }

  /**
   * Answers a node.
   *
   * @param now milliseconds of this member's clock
   * @return empty while somebody else's leases may hold all of the rate: the node goes on with the
   *     one that it has
   */
  public Optional<Lease> give(LeaseWanted wanted, Terms terms, long now) {
    if (terms.nodesPerSecond() != null && now < othersUntil) {
      given.put(wanted.node(), new Given(wanted.use(), 0, now + Lease.MILLIS));
      return Optional.empty();
    }
    return Optional.of(lease(wanted, terms, now));
  }

  private Lease lease(LeaseWanted wanted, Terms terms, long now) {
    given.values().removeIf(lease -> lease.until() <= now);
    given.remove(wanted.node());
    Double share = share(wanted.use(), terms);
    given.put(
        wanted.node(), new Given(wanted.use(), share == null ? 0 : share, now + Lease.MILLIS));
    return new Lease(
        migration,
        wanted.stamp(),
        terms.pace(),
        share,
        terms.memoryBytes(),
        terms.rangeMillis(),
        terms.guarded(),
        terms.why());
  }

  private @Nullable Double share(NodeUse use, Terms terms) {
    Long rate = terms.nodesPerSecond();
    if (rate == null) {
      return null;
    }
    double all = rate * terms.pace();
    int shards = use.shards() + given.values().stream().mapToInt(one -> one.use().shards()).sum();
    double taken = given.values().stream().mapToDouble(Given::nodesPerSecond).sum();
    double fair = shards == 0 ? 0 : all * use.shards() / shards;
    return Math.max(0, Math.min(fair, all - taken));
  }

  /** What the worker nodes said of themselves lately, by their addresses. */
  public Map<String, NodeUse> uses(long now) {
    Map<String, NodeUse> uses = new HashMap<>();
    given.forEach(
        (node, lease) -> {
          if (lease.until() > now) {
            uses.put(node, lease.use());
          }
        });
    return uses;
  }
}
