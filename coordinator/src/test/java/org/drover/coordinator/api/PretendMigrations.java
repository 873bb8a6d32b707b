package org.drover.coordinator.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.versions.RetirementPlan;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.Retirement;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.replay.Proof;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/** Knows one migration, {@code keys}, obeys every order, and remembers who gave it. */
final class PretendMigrations implements Migrations {

  private static final PaceView PACE =
      new PaceView(
          1,
          null,
          new Limits(4, null, null, 1, 1_000, Map.of("probe 1", 10.0), List.of()),
          List.of(),
          List.of(),
          null);

  private final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile Phase phase = Phase.BACKFILLING;

  List<String> orders() {
    return List.copyOf(orders);
  }

  void become(Phase next) {
    phase = next;
  }

  private CompletionStage<MigrationView> view(String id) {
    return id.equals("keys")
        ? CompletableFuture.completedFuture(
            new MigrationView("keys", phase, true, null, null, PACE, 0, 0, 0, Instant.EPOCH, null))
        : CompletableFuture.failedFuture(new NoSuchMigration(id));
  }

  private CompletionStage<MigrationView> ordered(String verb, String id, Order order) {
    orders.add(verb + " by " + order.author() + ": " + order.why());
    return view(id);
  }

  @Override
  public CompletionStage<SubmitReply> submit(
      String id, String spec, boolean execute, @Nullable Double sample, String author) {
    orders.add((execute ? "execute " : "survey ") + id + " by " + author);
    return view("keys").thenApply(view -> new SubmitReply.Accepted(view, true));
  }

  @Override
  public CompletionStage<List<MigrationView>> list() {
    return view("keys").thenApply(List::of);
  }

  @Override
  public CompletionStage<MigrationView> show(String id) {
    return view(id);
  }

  @Override
  public CompletionStage<MigrationView> pause(String id, Order order) {
    return ordered("pause", id, order);
  }

  @Override
  public CompletionStage<MigrationView> resume(String id, Order order) {
    return ordered("resume", id, order);
  }

  @Override
  public CompletionStage<MigrationView> pass(
      String id, PassKind kind, PassOptions options, Order order) {
    return ordered(kind.name(), id, order);
  }

  @Override
  public CompletionStage<RetirementPlan> retirement(String id) {
    return CompletableFuture.completedFuture(
        new RetirementPlan(id, "", new Retirement(List.of("v1"), List.of(), List.of())));
  }

  @Override
  public CompletionStage<MigrationView> retire(String id, Order order) {
    return ordered("retire", id, order);
  }

  @Override
  public CompletionStage<MigrationView> cutOver(
      String id, @Nullable Level level, @Nullable Trigger despite, Order order) {
    return ordered("cutover " + level + (despite == null ? "" : " despite " + despite), id, order);
  }

  @Override
  public CompletionStage<List<VersionEntry>> versions() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<VersionHistory> version(String id) {
    return CompletableFuture.completedFuture(new VersionHistory(null, List.of()));
  }

  @Override
  public CompletionStage<VerificationReport> report(String id) {
    return CompletableFuture.completedFuture(
        new VerificationReport(
            id,
            "v1",
            2,
            1,
            Level.BASIC,
            List.of(),
            null,
            Instant.EPOCH,
            null,
            0,
            0,
            null,
            null,
            List.of(),
            List.of(),
            ""));
  }

  @Override
  public CompletionStage<List<ShardFinding>> findings(String id) {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<SurveyReport> survey(String id) {
    SurveyReport.Counts none = new SurveyReport.Counts(0, 0, 0, 0, 0, 0, 0);
    return CompletableFuture.completedFuture(
        new SurveyReport(
            id, 1, true, null, none, none, List.of(), List.of(), 0, 0, null, "", 0, null));
  }

  @Override
  public CompletionStage<QuarantinePage> quarantine(String id, long behind, int most) {
    return CompletableFuture.completedFuture(new QuarantinePage(List.of(), List.of()));
  }

  @Override
  public CompletionStage<MigrationView> cancel(String id, Order order) {
    return ordered("cancel", id, order);
  }

  @Override
  public CompletionStage<MigrationView> limit(String id, LimitChange change, Order order) {
    return ordered("limit " + change, id, order);
  }

  @Override
  public CompletionStage<List<MigrationView>> stopAll(Order order) {
    return ordered("stop all", "keys", order).thenApply(List::of);
  }

  @Override
  public CompletionStage<List<MigrationView>> goOn(Order order) {
    return ordered("go on", "keys", order).thenApply(List::of);
  }

  @Override
  public CompletionStage<KillSwitch> killSwitch() {
    return CompletableFuture.completedFuture(KillSwitch.NEVER_THROWN);
  }

  @Override
  public CompletionStage<List<Member>> drain(String node, Order order) {
    return ordered("drain " + node, "keys", order).thenApply(view -> members());
  }

  @Override
  public CompletionStage<Proof> prove(String id) {
    return view(id).thenApply(view -> Proof.of(id, java.util.stream.Stream.empty()));
  }

  @Override
  public List<Member> members() {
    return List.of(new Member("127.0.0.1:7481", List.of("coordinator"), "Up"));
  }
}
