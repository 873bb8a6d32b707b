package org.drover.shared.specfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.drover.shared.spec.Strategy;
import org.drover.shared.spec.ValueType;
import org.junit.jupiter.api.Test;

class SpecPrinterTest {

  @Property(tries = 300)
  void aPrintedSpecReadsAsTheSameSpecWithTheSameHash(@ForAll("specs") Spec spec) {
    assertThat(SpecReader.read(SpecPrinter.print(spec)))
        .isEqualTo(new SpecReading.Ready(spec, SpecPrinter.hash(spec)));
  }

  @Test
  void allOfAKindIsPrintedAsItIsWritten() {
    assertThat(List.of(Selection.allNodes(), Selection.allRelationships()))
        .allSatisfy(
            all -> {
              Spec spec =
                  new Spec(
                      "whole",
                      "main",
                      all,
                      new KeyChoice.Auto(),
                      List.of(new Step.RemoveProperties(List.of("p"))),
                      Strategy.IN_PLACE,
                      Mode.LIVE,
                      new Budget(1));
              assertThat(SpecReader.read(SpecPrinter.print(spec)))
                  .isEqualTo(new SpecReading.Ready(spec, SpecPrinter.hash(spec)));
            });
  }

  @Property(tries = 50)
  void aPrintedSpecIsOneLineOfAscii(@ForAll("specs") Spec spec) {
    assertThat(SpecPrinter.print(spec).chars()).allMatch(c -> c >= ' ' && c < 128);
  }

  @Provide
  Arbitrary<Spec> specs() {
    Arbitrary<KeyChoice> keys =
        Arbitraries.oneOf(
            Arbitraries.of(new KeyChoice.Auto(), new KeyChoice.Id()),
            names("key ").map(KeyChoice.Property::new));
    Arbitrary<Selection> selections =
        names("").map(label -> new Selection(Selection.Kind.NODE, label, "n.x = '1'"));
    return Combinators.combine(
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(64),
            selections,
            keys,
            steps().list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.of(Mode.class),
            Arbitraries.integers().between(1, 1000))
        .as(
            (id, selection, key, steps, mode, workers) ->
                new Spec(
                    id,
                    "main",
                    selection,
                    key,
                    steps,
                    Strategy.IN_PLACE,
                    mode,
                    new Budget(workers)));
  }

  private static Arbitrary<Step> steps() {
    Arbitrary<Set<String>> properties = names("p ").set().ofMinSize(1).ofMaxSize(4);
    Arbitrary<Set<Normalization>> normalizations = Arbitraries.of(Normalization.class).set();
    return Arbitraries.oneOf(
        Combinators.combine(properties, normalizations, names("into "))
            .as((of, how, into) -> new Step.CanonicalKey("v1", List.copyOf(of), how, into, null)),
        Combinators.combine(properties, normalizations, names("into "))
            .as((except, how, into) -> new Step.RowHash("v1", except, how, into, into + "2")),
        Arbitraries.maps(names("p "), constants())
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(Step.SetProperties::new),
        Combinators.combine(properties, names("into "), Arbitraries.of(true, false))
            .as((of, into, keep) -> new Step.IntoMap(of.stream().sorted().toList(), into, keep)),
        Combinators.combine(
                properties,
                properties,
                Arbitraries.maps(names("c "), constants()).ofMaxSize(3),
                Arbitraries.of(true, false))
            .as(
                (of, into, config, again) ->
                    new Step.Java("t-1", List.copyOf(of), List.copyOf(into), config, again)),
        Combinators.combine(names("of "), properties, Arbitraries.of(true, false))
            .as((of, into, keep) -> new Step.FromMap(of, into.stream().sorted().toList(), keep)),
        properties.map(names -> new Step.RemoveProperties(names.stream().sorted().toList())),
        Arbitraries.maps(names("p "), names("q ")).ofMinSize(1).ofMaxSize(1).map(Step.Rename::new),
        Combinators.combine(
                names("p "),
                Arbitraries.maps(tableKeys(), names("L ")).ofMinSize(1),
                Arbitraries.oneOf(
                    Arbitraries.of(new Otherwise.Leave(), new Otherwise.Quarantine()),
                    names("O ").map(Otherwise.Label::new)))
            .as(Step.LabelBy::new),
        Combinators.combine(names("p "), Arbitraries.of(ValueType.class), names("p "))
            .as(Step.Cast::new),
        Combinators.combine(
                names("p "), Arbitraries.maps(tableKeys(), constants()).ofMinSize(1), constants())
            .as((name, table, otherwise) -> new Step.MapValues(name, name, table, otherwise)));
  }

  private static Arbitrary<Object> tableKeys() {
    return Arbitraries.oneOf(
        texts().map(text -> (Object) text),
        Arbitraries.longs().map(whole -> (Object) whole),
        Arbitraries.of(true, false).map(truth -> (Object) truth));
  }

  private static Arbitrary<Object> constants() {
    return Arbitraries.oneOf(
        tableKeys(),
        Arbitraries.doubles().map(decimal -> (Object) decimal),
        Arbitraries.longs().list().ofMaxSize(3).map(list -> (Object) list),
        texts().list().ofMaxSize(3).map(list -> (Object) list));
  }

  /** Names that begin alike are no one else's: a step's targets are not among its sources. */
  private static Arbitrary<String> names(String prefix) {
    return Arbitraries.strings()
        .filter(text -> isWritable(text) && text.chars().noneMatch(Character::isISOControl))
        .map(text -> prefix + text)
        .filter(text -> !text.isEmpty() && text.length() <= 100 && !text.startsWith("drover_"));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().filter(SpecPrinterTest::isWritable);
  }

  private static boolean isWritable(String text) {
    return text.codePoints().allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
  }
}
