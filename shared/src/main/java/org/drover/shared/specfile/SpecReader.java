package org.drover.shared.specfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.spec.Aftercare;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.spec.Dedupe.OnDuplicate;
import org.drover.shared.spec.Guard;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Strategy;
import org.drover.shared.spec.Undo;
import org.drover.shared.spec.Verification;
import org.drover.shared.written.Problems;
import org.drover.shared.written.Written;
import org.drover.shared.written.WrittenReader;
import org.jspecify.annotations.Nullable;

/** Reads a spec, YAML or JSON, and tells everything that is wrong with it at once. */
public final class SpecReader {

  static final String GRAPH_DEFAULT = "main";
  static final int ERRORS_MAX = 100;
  static final Map<String, Strategy> STRATEGIES = StepReader.words(Strategy.values());
  static final Map<String, Mode> MODES = StepReader.words(Mode.values());
  static final Map<String, OnDuplicate> ON_DUPLICATE = StepReader.words(OnDuplicate.values());
  static final Map<String, Undo> UNDO = StepReader.words(Undo.values());

  private SpecReader() {}

  /** Never throws; what cannot be read at all is refused like everything else. */
  public static SpecReading read(String source) {
    Problems problems = new Problems();
    Spot root = new Spot(WrittenReader.read(source, problems), "", problems);
    Spec spec = spec(Fields.open(root, Form.SPEC), problems);
    return problems.count() == 0
        ? new SpecReading.Ready(spec, SpecPrinter.hash(spec))
        : new SpecReading.Refused(errors(problems));
  }

  /**
   * At most {@link #ERRORS_MAX}, and then how many more: a text of garbage is not worth them all.
   */
  private static List<SpecError> errors(Problems problems) {
    List<SpecError> errors = new ArrayList<>();
    problems.inOrder().stream().limit(ERRORS_MAX).map(SpecError::of).forEach(errors::add);
    if (problems.count() > ERRORS_MAX) {
      SpecError last = errors.get(ERRORS_MAX - 1);
      String more = "and " + (problems.count() - ERRORS_MAX) + " more errors after this line";
      errors.add(new SpecError(last.line(), last.column(), "", more));
    }
    return errors;
  }

  private static Spec spec(Fields fields, Problems problems) {
    String migration = Names.migration(fields.get("migration"));
    String graph = fields.find("graph").map(Names::connection).orElse(GRAPH_DEFAULT);
    SelectionReader select = new SelectionReader(fields.get("select"));
    Selection selection = select.selection();
    KeyChoice key = select.key();
    Optional<Strategy> strategy = strategy(fields, problems);
    boolean keeps = strategy.orElse(Strategy.SHADOW) == Strategy.SHADOW;
    List<StepReader.Placed> steps = steps(fields.get("transform"), keeps);
    Mode mode = fields.find("mode").map(spot -> spot.word("mode", MODES)).orElse(Mode.LIVE);
    Budget budget =
        fields
            .find("budget")
            .map(BudgetReader::read)
            .orElse(new Budget(BudgetReader.WORKERS_DEFAULT));
    List<Guard> guards = fields.find("guard").map(GuardReader::read).orElse(List.of());
    Undo undo = fields.find("undo").map(spot -> spot.word("undo", UNDO)).orElse(Undo.NONE);

    @Nullable Verification verification =
        fields.find("verify").map(VerifyReader::read).orElse(null);

    Aftercare aftercare = AftercareReader.read(fields);
    @Nullable Dedupe dedupe = fields.find("dedupe").map(SpecReader::dedupe).orElse(null);

    Combinations combinations = new Combinations(selection, steps);
    combinations.checkSelection();
    fields
        .find("on")
        .ifPresent(
            spot -> {
              combinations.checkForeignWrites(aftercare, mode, spot);
              combinations.checkReactions(aftercare, strategy, undo, spot);
            });
    strategy.ifPresent(combinations::checkStrategy);
    fields.find("verify").ifPresent(combinations::checkVerify);
    if (verification != null && !verification.unique().isEmpty()) {
      fields.find("verify").ifPresent(combinations::checkUnique);
    }
    fields.find("undo").ifPresent(spot -> combinations.checkUndo(undo, spot));
    select.keySpot().ifPresent(spot -> combinations.checkKey(key, spot));
    if (dedupe != null) {
      fields.find("dedupe").ifPresent(spot -> combinations.checkDedupe(dedupe, spot));
    }
    return new Spec(
        migration,
        graph,
        selection,
        key,
        steps.stream().map(StepReader.Placed::step).toList(),
        strategy.orElse(Strategy.SHADOW),
        mode,
        budget,
        guards,
        undo,
        verification,
        aftercare,
        dedupe);
  }

  /** Nothing if it is written and wrong: then what it allows is not asked. */
  private static Optional<Strategy> strategy(Fields fields, Problems problems) {
    Optional<Spot> spot = fields.find("strategy");
    if (spot.isEmpty()) {
      return Optional.of(Strategy.SHADOW);
    }
    int before = problems.count();
    if (spot.get().written() instanceof Written.Scalar scalar && scalar.value().equals("copy")) {
      spot.get().refuse(Form.later("expected one of " + String.join(", ", STRATEGIES.keySet())));
      return Optional.empty();
    }
    Strategy strategy = spot.get().word("strategy", STRATEGIES);
    return problems.count() == before ? Optional.of(strategy) : Optional.empty();
  }

  private static List<StepReader.Placed> steps(Spot spot, boolean keeps) {
    List<StepReader.Placed> steps = new ArrayList<>();
    for (Spot item : spot.someItems("a list of steps")) {
      StepReader.read(item, keeps).ifPresent(steps::add);
    }
    return steps;
  }

  private static Dedupe dedupe(Spot spot) {
    Fields fields = Fields.open(spot, Form.DEDUPE);
    OnDuplicate onDuplicate =
        fields
            .find("on-duplicate")
            .map(word -> word.word("on-duplicate", ON_DUPLICATE))
            .orElse(OnDuplicate.QUARANTINE);
    return new Dedupe(
        Names.properties(fields.get("by").someItems("a list of properties")), onDuplicate);
  }
}
