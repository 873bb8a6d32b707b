package org.drover.coordinator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.Inspection;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.graph.KeyCensus;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Spec;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** One planning: chooses the keyspace by density and indexes, and cuts it into shards. */
final class KeyspaceChoice {

  /**
   * Below this share of members among the ids, walking the id line wastes more than listing ids.
   */
  private static final double DENSE = 0.1;

  private static final long DENSITY_UNIT = 100_000;

  private final Spec spec;
  private final Graph graph;
  private final Inspection inspection;
  private final IdSets sets;
  private final String setPrefix;

  /**
   * @param setPrefix what the names of this planning's id sets begin with
   */
  KeyspaceChoice(Spec spec, Graph graph, Inspection inspection, IdSets sets, String setPrefix) {
    this.spec = spec;
    this.graph = graph;
    this.inspection = inspection;
    this.sets = sets;
    this.setPrefix = setPrefix;
  }

  PassPlan plan() {
    if (inspection.count() == 0) {
      return new PassPlan("there is nothing to visit", 0, List.of());
    }
    if (spec.listsMembers()) {
      return set(
          "the transform takes the label away, and by their ids members are known afterwards, too");
    }
    return switch (spec.key()) {
      case KeyChoice.Auto auto -> automatically();
      case KeyChoice.Id id ->
          isDense() ? line("asked for; " + share()) : set("asked for; " + share());
      case KeyChoice.Property property -> byProperty(property.name(), "asked for");
    };
  }

  private PassPlan automatically() {
    if (isDense()) {
      return line("dense: " + share());
    }
    if (spec.writesUnknown()) {
      return set("sparse (" + share() + "), and a cypher step may write any property");
    }
    Optional<IndexedProperty> unique =
        inspection.indexed().stream()
            .filter(IndexedProperty::unique)
            .filter(index -> !spec.written().contains(index.property()))
            .findFirst();
    return unique.isPresent()
        ? byProperty(unique.get().property(), "sparse (" + share() + "), with unique values")
        : set("sparse (" + share() + "), and no property with unique values");
  }

  private PassPlan line(String why) {
    int perUnit = (int) Math.clamp((long) (density() * DENSITY_UNIT), 1, DENSITY_UNIT);
    List<Slice> slices =
        Slices.ofLine(inspection.minId() - 1, inspection.maxId(), shards(inspection.count()));
    return new PassPlan(
        "ids: " + why,
        inspection.count(),
        numbered(0, new Keyspace.Ids(perUnit), slices, inspection.count()));
  }

  private PassPlan set(String why) {
    Roaring64Bitmap ids = new Roaring64Bitmap();
    graph.eachId(spec.selection(), ids::addLong);
    return new PassPlan("id set: " + why, ids.getLongCardinality(), ofSet(0, "all", ids));
  }

  /** Members without such a value, or with one of another type, are visited by their ids. */
  private PassPlan byProperty(String name, String why) {
    KeyCensus census = graph.census(spec.selection(), name);
    long indexed = Math.max(census.strings(), census.integers());
    Keyspace.Property keyspace =
        new Keyspace.Property(
            name,
            census.strings() >= census.integers()
                ? Keyspace.Property.Type.STRING
                : Keyspace.Property.Type.INTEGER);
    List<Key> boundaries = graph.boundaries(spec.selection(), keyspace, shards(indexed));
    List<ShardPlan> planned =
        new ArrayList<>(numbered(0, keyspace, Slices.between(boundaries), indexed));
    Roaring64Bitmap beside = new Roaring64Bitmap();
    graph.eachIdBeside(spec.selection(), keyspace, beside::addLong);
    planned.addAll(ofSet(planned.size(), "beside", beside));
    long others = beside.getLongCardinality();
    String rest =
        others == 0 ? "" : "; %d without such a value are visited by their ids".formatted(others);
    return new PassPlan(
        "property %s (%s): %s%s".formatted(name, keyspace.type(), why, rest),
        indexed + others,
        planned);
  }

  /** A plan over ids that are known already. */
  static PassPlan ofSet(IdSets sets, String name, Roaring64Bitmap ids, String reason, int workers) {
    if (ids.isEmpty()) {
      return new PassPlan("there is nothing to visit", 0, List.of());
    }
    sets.store(name, ids);
    long size = ids.getLongCardinality();
    List<Slice> slices = Slices.ofSet(ids, ShardCount.of(size, workers));
    return new PassPlan(
        "id set: " + reason, size, numbered(0, new Keyspace.IdSet(name), slices, size));
  }

  private List<ShardPlan> ofSet(int first, String name, Roaring64Bitmap ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    sets.store(setPrefix + name, ids);
    long size = ids.getLongCardinality();
    return numbered(
        first, new Keyspace.IdSet(setPrefix + name), Slices.ofSet(ids, shards(size)), size);
  }

  private static List<ShardPlan> numbered(
      int first, Keyspace keyspace, List<Slice> slices, long members) {
    List<ShardPlan> shards = new ArrayList<>(slices.size());
    for (int i = 0; i < slices.size(); i++) {
      shards.add(new ShardPlan(first + i, keyspace, slices.get(i), members / slices.size()));
    }
    return shards;
  }

  private int shards(long members) {
    return ShardCount.of(members, spec.budget().workers());
  }

  private boolean isDense() {
    return density() >= DENSE;
  }

  private double density() {
    return (double) inspection.count() / (inspection.maxId() - inspection.minId() + 1);
  }

  private String share() {
    return "%.1f %% of the ids between the first and the last are of it".formatted(density() * 100);
  }
}
