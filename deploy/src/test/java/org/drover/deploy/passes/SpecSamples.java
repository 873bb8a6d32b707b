package org.drover.deploy.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.drover.shared.spec.Aftercare;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.drover.shared.spec.Strategy;
import org.drover.shared.spec.Undo;
import org.drover.shared.spec.ValueType;
import org.drover.shared.spec.Verification;
import org.jspecify.annotations.Nullable;

/** Specs that the program accepts, of every step and strategy. */
final class SpecSamples {

  private static final String A = Samples.SOURCES.get(0);
  private static final String B = Samples.SOURCES.get(1);
  private static final String CODE = Samples.CODE;
  private static final String KEY = Samples.KEY;
  private static final String TARGET = Samples.TARGET;
  private static final Map<Object, Object> TABLE = Map.of("x", "y", 1L, 2L, true, "true");
  private static final Map<Object, String> CHOSEN =
      Map.of("x", "Text x", 1L, "One", true, "One", 2L, Samples.ADDED);

  private static final List<Step> LABELS =
      List.of(
          new Step.AddLabel(Samples.ADDED),
          new Step.RemoveLabel(Samples.PLAIN),
          new Step.LabelBy(A, CHOSEN, new Otherwise.Quarantine()),
          new Step.LabelBy(B, CHOSEN, new Otherwise.Leave()),
          new Step.Retype(Samples.PLAIN, Samples.ADDED, Map.of()));

  private static final List<Step> ADDING =
      List.of(
          new Step.CanonicalKey("v1", List.of(CODE), Set.of(), KEY, null),
          new Step.CanonicalKey("v1", List.of(A, B), Set.of(Normalization.NFC), KEY, TARGET),
          new Step.RowHash("v1", Set.of(A), Set.of(Normalization.TRIM), TARGET, null),
          new Step.AddLabel(Samples.ADDED),
          new Step.LabelBy(A, CHOSEN, new Otherwise.Label("Other one")),
          new Step.SetProperties(Map.of(TARGET, List.of("x", "y"))),
          new Step.Defaults(Map.of(A, 7L)),
          new Step.Copy(Map.of(B, TARGET)),
          new Step.Copy(Map.of(CODE, KEY)),
          new Step.Cast(A, ValueType.STRING, TARGET),
          new Step.Cast(A, ValueType.INTEGER, TARGET),
          new Step.MapValues(B, TARGET, TABLE, "otherwise"),
          new Step.IntoMap(List.of(A, B, CODE), TARGET, true),
          new Step.FromMap(A, List.of(TARGET), true),
          new Step.Java(SampleTransform.NAME, List.of(A), List.of(TARGET), Map.of(), true),
          new Step.MapValues(A, TARGET, TABLE, null));

  private static final List<Step> OVERWRITING =
      List.of(
          new Step.RemoveProperties(List.of(A, TARGET)),
          new Step.Rename(Map.of(A, B, B, A)),
          new Step.Rename(Map.of(B, TARGET)),
          new Step.IntoMap(List.of(A, B), TARGET, false),
          new Step.FromMap(TARGET, List.of(A, B), false),
          new Step.FromMap(A, List.of(TARGET), false),
          new Step.Java(SampleTransform.NAME, List.of(B, A), List.of(A), Map.of(), false),
          new Step.Cast(A, ValueType.FLOAT, A),
          new Step.Cast(CODE, ValueType.STRING, CODE),
          new Step.MapValues(A, A, TABLE, null),
          new Step.Retype(Samples.PLAIN, Samples.ADDED, Map.of(B, "town")),
          new Step.Cypher("SET n.visits = coalesce(n.visits, 0) + 1"));

  private SpecSamples() {}

  static Arbitrary<Spec> over(Selection selection) {
    boolean keyed = selection.equals(Selection.nodes(Samples.KEYED));
    Arbitrary<KeyChoice> keys =
        keyed
            ? Arbitraries.of(new KeyChoice.Auto(), new KeyChoice.Id(), new KeyChoice.Property(CODE))
            : Arbitraries.of(new KeyChoice.Auto(), new KeyChoice.Id());
    Arbitrary<Dedupe> dedupes =
        Arbitraries.of(
            new Dedupe(List.of(CODE), Dedupe.OnDuplicate.SKIP),
            new Dedupe(List.of(CODE, A), Dedupe.OnDuplicate.QUARANTINE));
    // What others share is found by an index.
    List<String> unique = keyed ? List.of(CODE, KEY) : List.of();
    Arbitrary<Verification> verifications =
        Arbitraries.of(
            new Verification(Level.STANDARD, unique),
            new Verification(Level.FORENSIC, unique, List.of(), true));
    return Arbitraries.of(Strategy.class)
        .flatMap(
            strategy ->
                Combinators.combine(
                        steps(strategy),
                        keys,
                        Arbitraries.of(Mode.class),
                        Arbitraries.of(Undo.class),
                        verifications.injectNull(0.5),
                        dedupes.injectNull(keyed ? 0.6 : 1.0),
                        Arbitraries.of(true, false))
                    .as(
                        (steps, key, mode, undo, verification, dedupe, narrowed) ->
                            spec(
                                narrowed ? narrowed(selection, steps) : selection,
                                key,
                                steps,
                                strategy,
                                mode,
                                undo,
                                verification,
                                dedupe)))
        .filter(Sample::isReadable);
  }

  private static Arbitrary<List<Step>> steps(Strategy strategy) {
    List<Step> all = new ArrayList<>();
    switch (strategy) {
      case LABEL -> all.addAll(LABELS);
      case SHADOW -> all.addAll(ADDING);
      case IN_PLACE -> {
        all.addAll(LABELS);
        all.addAll(ADDING);
        all.addAll(OVERWRITING);
      }
    }
    return Arbitraries.of(all).list().ofMinSize(1).ofMaxSize(3);
  }

  /** By something that no step writes, or a member would leave or come by being migrated. */
  private static Selection narrowed(Selection selection, List<Step> steps) {
    Spec probe =
        spec(
            selection,
            new KeyChoice.Id(),
            steps,
            Strategy.IN_PLACE,
            Mode.LIVE,
            Undo.NONE,
            null,
            null);
    return probe.written().contains(A)
        ? selection
        : new Selection(selection.kind(), selection.name(), "n.a IS NULL OR n.a <> 'x'");
  }

  private static Spec spec(
      Selection selection,
      KeyChoice key,
      List<Step> steps,
      Strategy strategy,
      Mode mode,
      Undo undo,
      @Nullable Verification verification,
      @Nullable Dedupe dedupe) {
    return new Spec(
        "sample",
        "main",
        selection,
        key,
        steps,
        strategy,
        mode,
        new Budget(2),
        List.of(),
        undo,
        verification,
        Aftercare.USUAL,
        dedupe);
  }
}
