package org.drover.coordinator.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.drover.coordinator.access.Caller;
import org.drover.coordinator.access.Role;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/** What each endpoint answers to a caller who was let in. */
final class Answers {

  /** Holding a spec against a very large graph may count nodes for minutes. */
  private static final Duration SUBMIT_TIMEOUT = Duration.ofMinutes(10);

  private final ClassicActorSystemProvider system;
  private final Migrations migrations;
  private final Replay replay;
  private final BooleanSupplier ready;
  private final Events events;

  /**
   * @param ready whether this node is a member of the cluster
   */
  Answers(
      ClassicActorSystemProvider system,
      Migrations migrations,
      Replay replay,
      BooleanSupplier ready) {
    this.system = system;
    this.migrations = migrations;
    this.replay = replay;
    this.ready = ready;
    this.events = new Events(migrations);
  }

  CompletionStage<HttpResponse> to(Endpoint endpoint, Call call) {
    String id = call.migration();
    return switch (endpoint) {
      case SUBMIT -> submit(call);
      case LIST -> ok(migrations.list());
      case SHOW -> ok(migrations.show(id));
      case PAUSE -> order(call, order -> migrations.pause(id, order));
      case RESUME -> order(call, order -> resume(call, order));
      case CANCEL -> order(call, order -> migrations.cancel(id, order));
      case SWEEP -> pass(call, PassKind.SWEEP);
      case SURVEY -> survey(call);
      case QUARANTINE ->
          ok(migrations.quarantine(id, call.number("behind", -1), (int) call.number("most", 100)));
      case RETRY -> pass(call, PassKind.RETRY);
      case ROLLBACK -> pass(call, PassKind.ROLLBACK);
      case VERIFY -> pass(call, PassKind.VERIFY);
      case CUTOVER -> cutOver(call);
      case CLEANUP -> cleanup(call);
      case RETIREMENT -> ok(migrations.retirement(id));
      case REPORT -> ok(migrations.report(id));
      case FINDINGS -> ok(migrations.findings(id));
      case SCALE -> limit(call, LimitBody::scale);
      case LIMIT -> limit(call, LimitBody::change);
      case VERSIONS -> ok(migrations.versions());
      case VERSION -> ok(migrations.version(id));
      case STOP_ALL -> ordered(call, migrations::stopAll);
      case KILL_SWITCH -> ok(migrations.killSwitch());
      case GO_ON -> ordered(call, migrations::goOn);
      case DRAIN -> ordered(call, order -> migrations.drain(id, order));
      case PROOF -> ok(migrations.prove(id));
      case JOURNAL -> journal(call);
      case PAST -> ok(replay.past(id, call.moment("at")));
      case TIMELINE -> timeline(call);
      case VISITS -> ok(replay.visits(id, call.needed("key")));
      case EVENTS -> events.of(id);
      case OPENAPI -> now(Json.document(OpenApi.document()));
      case NODES -> now(Json.ok(migrations.members()));
      case LIVE -> now(Json.ok(new Health("live")));
      case READY -> now(readiness());
    };
  }

  private CompletionStage<HttpResponse> submit(Call call) {
    patiently(call);
    boolean execute = call.flag("execute");
    Double sample = call.percent("sample");
    return call.body(system)
        .thenCompose(spec -> new Submission(call, spec, execute, sample).to(migrations));
  }

  private CompletionStage<HttpResponse> journal(Call call) {
    return ok(
        replay.journal(
            call.migration(),
            call.parsed("shard", Replay.ShardOfPass::parse).orElse(null),
            call.number("after", 0),
            (int) call.number("limit", 100)));
  }

  private CompletionStage<HttpResponse> timeline(Call call) {
    int pass = (int) call.number("pass", 0);
    return ok(
        replay.timeline(
            call.migration(), pass == 0 ? null : pass, (int) call.number("stretches", 20)));
  }

  /** Keys that would be shared are looked for among all that were foreseen. */
  private CompletionStage<HttpResponse> survey(Call call) {
    patiently(call);
    return ok(migrations.survey(call.migration()));
  }

  private static void patiently(Call call) {
    call.request()
        .getHeader(TimeoutAccess.class)
        .ifPresent(header -> header.timeoutAccess().updateTimeout(SUBMIT_TIMEOUT));
  }

  /** Deciding which of two databases counts can undo what the other one holds. */
  private CompletionStage<MigrationView> resume(Call call, Order order) {
    if (order.accept() != null) {
      Admission.needs(call.caller(), Role.ADMINISTRATOR, "a resume with 'accept'");
    }
    return migrations.resume(call.migration(), order);
  }

  private CompletionStage<HttpResponse> pass(Call call, PassKind kind) {
    return call.body(system)
        .thenCompose(
            body ->
                ok(
                    migrations.pass(
                        call.migration(),
                        kind,
                        options(kind, body, call.caller()),
                        OrderBody.read(body, call.caller()))));
  }

  private static PassOptions options(PassKind kind, String body, Caller caller) {
    PassOptions options = OrderBody.options(body);
    if (options.isOfAPart() && kind != PassKind.VERIFY && kind != PassKind.ROLLBACK) {
      throw new BadRequest("shards and since are for a verification or a rollback only");
    }
    String spec = options.spec();
    if (spec != null
        && SpecReader.read(spec) instanceof SpecReading.Ready ready
        && ready.spec().writesUnknown()) {
      Admission.needs(caller, Role.ADMINISTRATOR, "a spec with statements of one's own ('cypher')");
    }
    return options;
  }

  private CompletionStage<HttpResponse> cleanup(Call call) {
    return call.body(system)
        .thenCompose(
            body -> {
              Order order = OrderBody.read(body, call.caller());
              return ok(
                  OrderBody.retires(body)
                      ? migrations.retire(call.migration(), order)
                      : migrations.pass(
                          call.migration(), PassKind.CLEANUP, PassOptions.NONE, order));
            });
  }

  private CompletionStage<HttpResponse> cutOver(Call call) {
    return call.body(system)
        .thenCompose(
            body ->
                ok(
                    migrations.cutOver(
                        call.migration(),
                        OrderBody.options(body).level(),
                        OrderBody.despite(body),
                        OrderBody.read(body, call.caller()))));
  }

  private CompletionStage<HttpResponse> limit(Call call, Function<LimitBody, LimitChange> what) {
    return call.body(system)
        .thenApply(LimitBody::read)
        .thenCompose(body -> ok(limit(call, what.apply(body), body.order(call.caller()))));
  }

  /** Which guards there are, only the migration knows; one that there is not is no conflict. */
  private CompletionStage<MigrationView> limit(Call call, LimitChange change, Order order) {
    String id = call.migration();
    return change.thresholds() == null
        ? migrations.limit(id, change, order)
        : migrations
            .show(id)
            .thenCompose(
                known -> {
                  LimitBody.checkGuards(change, known);
                  return migrations.limit(id, change, order);
                });
  }

  private <T> CompletionStage<HttpResponse> ordered(
      Call call, Function<Order, CompletionStage<T>> carryOut) {
    return call.body(system)
        .thenCompose(body -> ok(carryOut.apply(OrderBody.read(body, call.caller()))));
  }

  private CompletionStage<HttpResponse> order(
      Call call, Function<Order, CompletionStage<MigrationView>> carryOut) {
    return call.body(system)
        .thenCompose(body -> ok(carryOut.apply(OrderBody.read(body, call.caller()))));
  }

  private HttpResponse readiness() {
    return ready.getAsBoolean()
        ? Json.ok(new Health("ready"))
        : Json.problem(StatusCodes.SERVICE_UNAVAILABLE, "this node has not joined the cluster");
  }

  private static <T> CompletionStage<HttpResponse> ok(CompletionStage<T> answer) {
    return answer.thenApply(Json::ok);
  }

  private static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private record Health(String status) {}
}
