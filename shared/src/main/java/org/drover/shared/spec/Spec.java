package org.drover.shared.spec;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A migration that is ready to run: every name well formed, every combination possible. Whether its
 * names exist in the graph is asked at planning.
 *
 * @param migration the id, {@code [a-z0-9-]}, unique in the cluster
 * @param graph the name of a connection of the node's configuration
 * @param key how the keyspace is chosen
 * @param transform the steps, in the order in which they run; never empty
 * @param guards what is watched while it runs; may be empty
 * @param undo whether before-images are kept
 * @param verification null if the spec says nothing of it; then ranges take no digests for it, and
 *     members are transformed again instead
 * @param aftercare what follows by itself
 * @param dedupe null if equal members are members like others
 */
public record Spec(
    String migration,
    String graph,
    Selection selection,
    KeyChoice key,
    List<Step> transform,
    Strategy strategy,
    Mode mode,
    Budget budget,
    List<Guard> guards,
    Undo undo,
    @Nullable Verification verification,
    Aftercare aftercare,
    @Nullable Dedupe dedupe) {

  public Spec {
    transform = List.copyOf(transform);
    guards = List.copyOf(guards);
  }

  /** One that stores no undo records, and leaves verification and triggers as they usually are. */
  public Spec(
      String migration,
      String graph,
      Selection selection,
      KeyChoice key,
      List<Step> transform,
      Strategy strategy,
      Mode mode,
      Budget budget,
      List<Guard> guards) {
    this(
        migration,
        graph,
        selection,
        key,
        transform,
        strategy,
        mode,
        budget,
        guards,
        Undo.NONE,
        null,
        Aftercare.USUAL,
        null);
  }

  /** One that watches nothing and keeps nothing. */
  public Spec(
      String migration,
      String graph,
      Selection selection,
      KeyChoice key,
      List<Step> transform,
      Strategy strategy,
      Mode mode,
      Budget budget) {
    this(migration, graph, selection, key, transform, strategy, mode, budget, List.of());
  }

  /** The same over something else. */
  public Spec over(Selection other) {
    return new Spec(
        migration,
        graph,
        other,
        new KeyChoice.Id(),
        transform,
        strategy,
        mode,
        budget,
        guards,
        undo,
        verification,
        aftercare,
        dedupe);
  }

  /**
   * Which version of the data it makes: what its key step calls it, or the label that it adds, or
   * its own id.
   */
  public String version() {
    return transform.stream()
        .map(Spec::versionOf)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(migration);
  }

  private static @Nullable String versionOf(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> key.version();
      case Step.RowHash hash -> hash.version();
      case Step.AddLabel add -> add.label();
      case Step.LabelBy by -> null;
      case Step.RemoveLabel remove -> null;
      case Step.SetProperties set -> null;
      case Step.Defaults defaults -> null;
      case Step.RemoveProperties remove -> null;
      case Step.Rename rename -> null;
      case Step.Copy copy -> null;
      case Step.Cast cast -> null;
      case Step.MapValues map -> null;
      case Step.IntoMap map -> null;
      case Step.FromMap map -> null;
      case Step.Java own -> null;
      case Step.Retype retype -> null;
      case Step.Cypher cypher -> null;
    };
  }

  /** The same with another transform. */
  public Spec with(List<Step> other) {
    return new Spec(
        migration,
        graph,
        selection,
        key,
        other,
        strategy,
        mode,
        budget,
        guards,
        undo,
        verification,
        aftercare,
        dedupe);
  }

  /**
   * Whether it makes the same of the same members; what it may use and what it keeps may differ.
   */
  public boolean makesTheSameAs(Spec other) {
    return migration.equals(other.migration)
        && graph.equals(other.graph)
        && selection.equals(other.selection)
        && transform.equals(other.transform)
        && strategy == other.strategy
        && mode == other.mode
        && Objects.equals(dedupe, other.dedupe);
  }

  /** What a verification of it looks at: what is usual, where the spec says nothing. */
  public Verification verified() {
    return verification == null ? Verification.USUAL : verification;
  }

  /**
   * How much a verification of it looks at.
   *
   * @param asked what its order says; null if that leaves it to the spec
   */
  public Level level(@Nullable Level asked) {
    return asked == null ? verified().level() : asked;
  }

  /** Whether a member leaves the selection by being transformed. */
  public boolean leavesSelection() {
    return transform.stream()
        .anyMatch(
            step -> Footprint.of(step).labelsRemoved().stream().anyMatch(selection::isOfLabel));
  }

  /**
   * Its members as they are before and after: the selection, or where their label is taken away all
   * by whom they may be known, if their ids are.
   */
  public Selection throughout() {
    return Successors.throughout(this);
  }

  /**
   * Whether its members are listed before they are visited: who looks for them afterwards finds
   * them by nothing else.
   */
  public boolean listsMembers() {
    return leavesSelection() && !(key instanceof KeyChoice.Property);
  }

  /**
   * Properties that no member of the selection may carry before the migration begins: under {@code
   * shadow} those that it creates, since an existing value would be overwritten; otherwise none.
   */
  public Set<String> mustBeAbsent() {
    return strategy == Strategy.SHADOW ? properties(Footprint::creates) : Set.of();
  }

  /**
   * Labels that no member of the selection may have before the migration begins: those that a
   * rollback by inverse would take from whoever has them.
   */
  public Set<String> labelsThatMustBeAbsent() {
    boolean byInverse = undo == Undo.NONE && Inverse.against(this).isEmpty();
    return byInverse
        ? transform.stream()
            .flatMap(step -> Footprint.of(step).labelsAdded().stream())
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /**
   * Every property that a step may write. None of them may be the key of the keyspace: a member
   * whose key changes would move to where the pass has been, or has yet to come.
   */
  public Set<String> written() {
    return properties(Footprint::writes);
  }

  /** Whether a step may write properties beyond {@link #written}, known only to the database. */
  public boolean writesUnknown() {
    return transform.stream().anyMatch(step -> Footprint.of(step).unknown());
  }

  private Set<String> properties(Function<Footprint, Set<String>> part) {
    return transform.stream()
        .flatMap(step -> part.apply(Footprint.of(step)).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
