package org.drover.coordinator.examine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.drover.coordinator.migration.ExaminationOrder;
import org.drover.coordinator.plan.ListedMembers;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.graph.Graphs;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.Restored;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.spec.DeclaredQuery;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Measures how a graph is before a migration writes, and what became of that afterwards. */
public final class Examiner {

  private final Graphs graphs;
  private final PassEvents events;
  private final IdSets sets;

  public Examiner(Graphs graphs, PassEvents events, IdSets sets) {
    this.graphs = graphs;
    this.events = events;
    this.sets = sets;
  }

  /** What the graph says against the queries of a spec, each in a sentence; empty if nothing. */
  public List<String> against(Spec spec) {
    return new QueryCheck(graphs.named(spec.graph()).queries()).against(spec);
  }

  /**
   * How the graph is now, before the pass writes anything; null if nothing of it will be asked.
   *
   * @throws GraphException if the graph cannot be asked
   */
  public @Nullable Baseline before(Spec spec, PassKind kind) {
    boolean counts = countsRelationships(spec);
    boolean alone = spec.mode() == Mode.OFFLINE;
    Graph graph = graphs.named(spec.graph());
    if (kind == PassKind.SWEEP && alone) {
      return new Baseline(commits(graph, spec), List.of(), Map.of());
    }
    if (kind != PassKind.BACKFILL || !(alone || counts || !queries(spec).isEmpty())) {
      return null;
    }
    List<QueryResult> results =
        queries(spec).stream().map(query -> QueryTimer.measure(graph.queries(), query)).toList();
    Map<String, Long> relationships =
        counts ? graph.queries().relationships(touched(spec)) : Map.of();
    // The last of all: what is counted from here on is what others do.
    return new Baseline(alone ? commits(graph, spec) : null, results, relationships);
  }

  private static @Nullable Long commits(Graph graph, Spec spec) {
    graph.knowNames(labelsAdded(spec), spec.written());
    OptionalLong commits = graph.commitsOfOthers();
    return commits.isPresent() ? commits.getAsLong() : null;
  }

  /**
   * Looks at a pass whose ranges are all done.
   *
   * @throws GraphException if the graph cannot be asked
   */
  public Examination after(ExaminationOrder order) {
    Spec spec = order.spec();
    Graph graph = graphs.named(spec.graph());
    List<RangeFinding> findings = new ArrayList<>();
    List<QueryResult> results = new ArrayList<>();
    Baseline own = order.own();
    if (own != null && own.commits() != null) {
      foreignWrites(own.commits(), graph.commitsOfOthers(), findings);
    }
    if (order.kind() == PassKind.VERIFY && order.first() != null) {
      compare(order, order.first(), graph.queries(), findings, results);
    }
    RangeEvidence ranges = new RangeEvidence();
    try (Stream<JournalEntry> journaled = events.of(spec.migration(), order.pass())) {
      journaled.forEach(ranges::add);
    }
    TakenBack back = new TakenBack(events, spec.migration());
    // Where ranges were put off, another pass follows.
    if (order.kind() == PassKind.ROLLBACK && !ranges.kinds().containsKey(Kind.PUT_OFF)) {
      back.missing(order).ifPresent(findings::add);
    }
    if (order.looksAtEverything()) {
      findings.addAll(
          Comparison.ofTotals(
              spec.mode(), ranges.visited(), total(order, graph, ranges.visited())));
    }
    Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    kinds.putAll(ranges.kinds());
    findings.forEach(finding -> kinds.merge(finding.kind(), 1L, Long::sum));
    Restored restored = order.kind() == PassKind.ROLLBACK ? back.restored(order) : null;
    return new Examination(findings, kinds, results, ranges.before(), ranges.after(), restored);
  }

  /** Who has lost the label is known by his id; of who has it, those count who are not listed. */
  private long total(ExaminationOrder order, Graph graph, long visited) {
    Spec spec = order.spec();
    if (!ListedMembers.areKnown(spec, order.shards())) {
      return graph.queries().count(spec.selection());
    }
    Roaring64Bitmap late = new Roaring64Bitmap();
    graph.eachId(spec.selection(), late::addLong);
    late.andNot(ListedMembers.of(order.shards(), sets));
    return visited + late.getLongCardinality();
  }

  private static void compare(
      ExaminationOrder order,
      Baseline first,
      GraphQueries graph,
      List<RangeFinding> findings,
      List<QueryResult> results) {
    Spec spec = order.spec();
    if (order.level().includes(Level.STANDARD) && countsRelationships(spec)) {
      findings.addAll(
          Comparison.ofRelationships(first.relationships(), graph.relationships(touched(spec))));
    }
    if (order.level().includes(Level.RIGOROUS)) {
      for (DeclaredQuery query : queries(spec)) {
        first.queries().stream()
            .filter(before -> before.name().equals(query.name()))
            .findFirst()
            .ifPresent(before -> results.add(compare(query, before, graph, findings)));
      }
    }
  }

  private static QueryResult compare(
      DeclaredQuery query, QueryResult before, GraphQueries graph, List<RangeFinding> findings) {
    QueryResult now =
        new Retiming(
                () -> QueryTimer.measure(graph, query),
                pause -> LockSupport.parkNanos(pause.toNanos()))
            .of(query, before);
    findings.addAll(Comparison.ofResults(query, before, now));
    findings.addAll(Comparison.ofLatencies(query, before, now));
    return now;
  }

  private static List<DeclaredQuery> queries(Spec spec) {
    return spec.verified().queries();
  }

  private static boolean countsRelationships(Spec spec) {
    return spec.verified().countsRelationships(spec.mode());
  }

  /** Labels whose counts the migration itself changes. */
  private static Set<String> touched(Spec spec) {
    Set<String> labels = labelsAdded(spec);
    for (Step step : spec.transform()) {
      labels.addAll(Footprint.of(step).labelsRemoved());
    }
    return labels;
  }

  private static void foreignWrites(long before, OptionalLong now, List<RangeFinding> findings) {
    long foreign = now.isPresent() ? now.getAsLong() - before : 0;
    if (foreign != 0) {
      findings.add(
          new RangeFinding(
              Kind.FOREIGN_WRITES,
              null,
              foreign > 0
                  ? "%d transactions that are not Drover's were committed, although 'mode: offline' says that nobody writes"
                      .formatted(foreign)
                  : "the database has committed %d transactions fewer than its fences say: it was restored, or fences were removed"
                      .formatted(-foreign)));
    }
  }

  private static Set<String> labelsAdded(Spec spec) {
    Set<String> labels = new HashSet<>();
    for (Step step : spec.transform()) {
      labels.addAll(Footprint.of(step).labelsAdded());
    }
    return labels;
  }
}
