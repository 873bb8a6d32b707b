package org.drover.coordinator.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.pattern.StatusReply;
import org.drover.coordinator.api.Migrations;
import org.drover.coordinator.examine.Reports;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.survey.SurveyReporter;
import org.drover.coordinator.versions.Registrar;
import org.drover.coordinator.versions.RetirementPlan;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.postgres.JournalReader;
import org.drover.shared.postgres.JournalReader.KnownMigration;
import org.drover.shared.protocol.Causes;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.Placement;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.replay.Proof;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/** Answers the API out of the cluster and the journal. */
final class ClusterMigrations implements Migrations {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** Holding a spec against a very large graph may count nodes for minutes. */
  private static final Duration SUBMIT_TIMEOUT = Duration.ofMinutes(9);

  private final ActorSystem<?> system;
  private final JournalReader journal;
  private final Quarantine quarantine;
  private final SurveyReporter surveys;
  private final Registrar registrar;
  private final PlannerThreads threads;
  private final ClusterSwitch killSwitch;
  private final ClusterMembers cluster;

  ClusterMigrations(
      ActorSystem<?> system,
      JournalReader journal,
      Quarantine quarantine,
      SurveyReporter surveys,
      Registrar registrar,
      PlannerThreads threads,
      ClusterSwitch killSwitch) {
    this.system = system;
    this.journal = journal;
    this.quarantine = quarantine;
    this.surveys = surveys;
    this.registrar = registrar;
    this.threads = threads;
    this.killSwitch = killSwitch;
    this.cluster = new ClusterMembers(system);
  }

  @Override
  public CompletionStage<SubmitReply> submit(
      String id, String spec, boolean execute, @Nullable Double sample, String author) {
    return killSwitch.unlessThrown(
        () ->
            ref(id)
                .ask(
                    replyTo -> new MigrationRequest.Submit(spec, execute, sample, author, replyTo),
                    SUBMIT_TIMEOUT));
  }

  @Override
  public CompletionStage<List<MigrationView>> list() {
    return threads.run(journal::migrations).thenCompose(this::showAll);
  }

  private CompletionStage<List<MigrationView>> showAll(List<KnownMigration> known) {
    RollCall<MigrationView> views = new RollCall<>();
    for (KnownMigration one : known) {
      String id = one.migration();
      views.expect(id, show(id).exceptionally(thrown -> silent(id, Causes.of(thrown))));
    }
    return views.heard();
  }

  /** What can be said of a migration that does not answer. */
  private static MigrationView silent(String id, Throwable cause) {
    String why =
        "it does not answer: %s. The coordinators' logs say more".formatted(cause.getMessage());
    return MigrationView.unknown(id, Phase.SILENT, why);
  }

  @Override
  public CompletionStage<MigrationView> show(String id) {
    return view(id, MigrationRequest.Show::new)
        .exceptionallyCompose(
            thrown ->
                CompletableFuture.failedFuture(
                    Causes.of(thrown) instanceof StatusReply.ErrorMessage
                        ? new NoSuchMigration(id)
                        : thrown))
        .thenCompose(
            view ->
                view.phase() == Phase.SILENT
                    ? CompletableFuture.failedFuture(new IllegalStateException(view.why()))
                    : CompletableFuture.completedFuture(view));
  }

  @Override
  public CompletionStage<MigrationView> pause(String id, Order order) {
    return ordered(id, replyTo -> new MigrationRequest.Pause(order.author(), order.why(), replyTo));
  }

  @Override
  public CompletionStage<MigrationView> resume(String id, Order order) {
    return runs(
        id,
        replyTo ->
            new MigrationRequest.Resume(order.author(), order.why(), order.accept(), replyTo));
  }

  @Override
  public CompletionStage<MigrationView> cancel(String id, Order order) {
    return ordered(
        id, replyTo -> new MigrationRequest.Cancel(order.author(), order.why(), replyTo));
  }

  @Override
  public CompletionStage<MigrationView> pass(
      String id, PassKind kind, PassOptions options, Order order) {
    return runs(
        id,
        replyTo ->
            new MigrationRequest.RequestPass(kind, options, order.author(), order.why(), replyTo));
  }

  @Override
  public CompletionStage<RetirementPlan> retirement(String id) {
    return show(id).thenCompose(known -> threads.run(() -> registrar.retirement(id)));
  }

  @Override
  public CompletionStage<MigrationView> retire(String id, Order order) {
    return show(id)
        .thenCompose(known -> threads.run(() -> registrar.retirement(id)))
        .thenCompose(
            plan -> {
              if (!plan.against().isEmpty()) {
                throw new NotPossible("'%s' cannot be retired: %s".formatted(id, plan.against()));
              }
              Order whole = new Order(order.author(), plan.why(order.why()), order.accept());
              return pass(id, plan.kind(), plan.options(), whole);
            });
  }

  @Override
  public CompletionStage<MigrationView> cutOver(
      String id, @Nullable Level level, @Nullable Trigger despite, Order order) {
    return runs(
        id,
        replyTo ->
            new MigrationRequest.CutOver(level, despite, order.author(), order.why(), replyTo));
  }

  @Override
  public CompletionStage<MigrationView> limit(String id, LimitChange change, Order order) {
    return ordered(
        id, replyTo -> new MigrationRequest.Limit(change, order.author(), order.why(), replyTo));
  }

  @Override
  public CompletionStage<List<MigrationView>> stopAll(Order order) {
    return killSwitch
        .move(true, order)
        .thenCompose(
            thrown ->
                everyUnfinished(
                    replyTo -> new MigrationRequest.Stop(order.author(), order.why(), replyTo)));
  }

  @Override
  public CompletionStage<List<MigrationView>> goOn(Order order) {
    return killSwitch
        .move(false, order)
        .thenCompose(
            back ->
                everyUnfinished(
                    replyTo -> new MigrationRequest.GoOn(order.author(), order.why(), replyTo)));
  }

  @Override
  public CompletionStage<KillSwitch> killSwitch() {
    return killSwitch.state();
  }

  @Override
  public CompletionStage<List<Member>> drain(String node, Order order) {
    Address address = cluster.workerAt(node);
    String noted = address.hostPort();
    return everyUnfinished(
            replyTo -> new MigrationRequest.NoteDrain(noted, order.author(), order.why(), replyTo))
        .whenComplete((done, failed) -> cluster.leave(address))
        .thenApply(done -> members());
  }

  private CompletionStage<List<MigrationView>> everyUnfinished(
      Function<ActorRef<StatusReply<MigrationView>>, MigrationRequest> request) {
    return threads
        .run(() -> journal.migrations().stream().filter(KnownMigration::unfinished).toList())
        .thenCompose(
            known -> {
              RollCall<MigrationView> all = new RollCall<>();
              known.forEach(
                  one -> all.expect(one.migration(), carriedOut(one.migration(), request)));
              return all.heard();
            });
  }

  /** A refusal is said to the asker in the migration's own words. */
  private CompletionStage<MigrationView> ordered(
      String id, Function<ActorRef<StatusReply<MigrationView>>, MigrationRequest> request) {
    return show(id).thenCompose(known -> carriedOut(id, request));
  }

  /** An order by which something runs that did not. */
  private CompletionStage<MigrationView> runs(
      String id, Function<ActorRef<StatusReply<MigrationView>>, MigrationRequest> request) {
    return killSwitch.unlessThrown(() -> ordered(id, request));
  }

  private CompletionStage<MigrationView> carriedOut(
      String id, Function<ActorRef<StatusReply<MigrationView>>, MigrationRequest> request) {
    return view(id, request)
        .exceptionallyCompose(
            thrown ->
                CompletableFuture.failedFuture(
                    Causes.of(thrown) instanceof StatusReply.ErrorMessage refusal
                        ? new NotPossible(String.valueOf(refusal.getMessage()))
                        : thrown));
  }

  @Override
  public CompletionStage<List<VersionEntry>> versions() {
    return threads.run(
        () -> {
          registrar.catchUp();
          return registrar.tables().versions();
        });
  }

  @Override
  public CompletionStage<VersionHistory> version(String id) {
    return show(id)
        .thenCompose(
            known ->
                threads.run(
                    () -> {
                      registrar.catchUp();
                      return new VersionHistory(
                          registrar.tables().version(id).orElse(null),
                          registrar.tables().operations(id));
                    }));
  }

  @Override
  public CompletionStage<VerificationReport> report(String id) {
    return show(id)
        .thenCompose(
            known ->
                threads.run(
                    () ->
                        new Reports(journal::shardEvents)
                            .last(id, journal.history(id))
                            .orElseThrow(
                                () -> new NotPossible("'%s' was not verified yet".formatted(id)))));
  }

  @Override
  public CompletionStage<List<ShardFinding>> findings(String id) {
    return show(id)
        .thenCompose(
            view -> {
              MigrationView.PassView pass = view.pass();
              MigrationView.RollbackView rollback = view.rollback();
              List<Integer> passes =
                  rollback != null
                      ? rollback.passes().reversed()
                      : pass == null ? List.of() : List.of(pass.number());
              return threads.run(
                  () -> passes.stream().flatMap(one -> findingsOf(id, one).stream()).toList());
            });
  }

  private List<ShardFinding> findingsOf(String id, int pass) {
    try (Stream<JournalEntry> events = journal.shardEvents(id, pass)) {
      return events.flatMap(ClusterMigrations::findingsOf).toList();
    }
  }

  private static Stream<ShardFinding> findingsOf(JournalEntry entry) {
    if (!(entry.event() instanceof ShardEvent.RangeFinished range)) {
      return Stream.of();
    }
    Evidence evidence = range.evidence();
    if (evidence == null) {
      return Stream.of();
    }
    ShardId shard =
        ShardId.parse(PersistenceIds.entity(PersistenceIds.SHARD, entry.persistenceId()));
    return evidence.findings().stream()
        .map(finding -> new ShardFinding(shard.pass(), shard.number(), range.sequence(), finding));
  }

  @Override
  public CompletionStage<SurveyReport> survey(String id) {
    return show(id)
        .thenCompose(
            known ->
                threads.run(
                    () ->
                        surveys
                            .of(id)
                            .orElseThrow(
                                () ->
                                    new NotPossible(
                                        "migration '%s' was never surveyed".formatted(id)))));
  }

  @Override
  public CompletionStage<QuarantinePage> quarantine(String id, long behind, int most) {
    int page = Math.clamp(most, 1, QUARANTINE_PAGE_MAX);
    return show(id)
        .thenCompose(
            known ->
                threads.run(
                    () ->
                        new QuarantinePage(
                            quarantine.reasons(id), quarantine.list(id, behind, page))));
  }

  @Override
  public CompletionStage<Proof> prove(String id) {
    return show(id).thenCompose(known -> threads.run(() -> proofOf(id)));
  }

  private Proof proofOf(String id) {
    try (Stream<JournalEntry> events = journal.events(id)) {
      return Proof.of(id, events);
    }
  }

  @Override
  public List<Member> members() {
    return cluster.all();
  }

  private CompletionStage<MigrationView> view(
      String id, Function<ActorRef<StatusReply<MigrationView>>, MigrationRequest> request) {
    return ref(id).askWithStatus(request::apply, ANSWER_TIMEOUT);
  }

  private EntityRef<MigrationRequest> ref(String id) {
    return ClusterSharding.get(system).entityRefFor(Placement.MIGRATIONS, id);
  }
}
