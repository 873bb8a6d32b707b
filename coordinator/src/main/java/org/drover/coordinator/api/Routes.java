package org.drover.coordinator.api;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.StringUnmarshallers;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.drover.coordinator.api.Migrations.NoSuchMigration;
import org.drover.coordinator.api.Migrations.NotPossible;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.specfile.SpecError;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/** The routes of the API. Every failure is a problem document; no route shows a stack trace. */
final class Routes extends AllDirectives {

  /** Holding a spec against a very large graph may count nodes for minutes. */
  private static final Duration SUBMIT_TIMEOUT = Duration.ofMinutes(10);

  private final Migrations migrations;
  private final BooleanSupplier ready;

  /**
   * @param ready whether this node is a member of the cluster
   */
  Routes(Migrations migrations, BooleanSupplier ready) {
    this.migrations = migrations;
    this.ready = ready;
  }

  Route all() {
    return concat(
        pathPrefix("health", this::health),
        pathPrefix(
            segment("api").slash("v1"),
            () ->
                concat(
                    path("nodes", () -> get(() -> complete(Json.ok(migrations.members())))),
                    pathPrefix("migrations", this::ofMigrations))));
  }

  private Route health() {
    return concat(
        path("live", () -> get(() -> complete(Json.ok(new Health("live"))))),
        path("ready", () -> get(() -> complete(readiness()))));
  }

  private HttpResponse readiness() {
    return ready.getAsBoolean()
        ? Json.ok(new Health("ready"))
        : Json.problem(StatusCodes.SERVICE_UNAVAILABLE, "this node has not joined the cluster");
  }

  private Route ofMigrations() {
    return concat(
        pathEndOrSingleSlash(
            () -> concat(get(() -> answer(migrations.list())), post(this::submit))),
        pathPrefix(segment(), this::ofOne));
  }

  private Route ofOne(String id) {
    return concat(
        pathEndOrSingleSlash(() -> get(() -> answer(migrations.show(id)))),
        path("proof", () -> get(() -> answer(migrations.prove(id)))),
        path("pause", () -> order(order -> migrations.pause(id, order))),
        path("resume", () -> order(order -> migrations.resume(id, order))),
        path("cancel", () -> order(order -> migrations.cancel(id, order))));
  }

  private Route submit() {
    return parameterOptional(
        StringUnmarshallers.BOOLEAN,
        "execute",
        execute ->
            optionalHeaderValueByName(
                "Drover-Author",
                author ->
                    withRequestTimeout(
                        SUBMIT_TIMEOUT,
                        () ->
                            entity(
                                Unmarshaller.entityToString(),
                                spec ->
                                    submit(
                                        spec, execute.orElse(false), author.orElse("unknown"))))));
  }

  private Route submit(String spec, boolean execute, String author) {
    return switch (SpecReader.read(spec)) {
      case SpecReading.Refused refused ->
          complete(refused(refused.errors().stream().map(SpecError::toString).toList()));
      case SpecReading.Ready ready ->
          completeWithFuture(
              migrations
                  .submit(ready.spec().migration(), spec, execute, author)
                  .thenApply(Routes::submitted)
                  .exceptionally(Routes::failed));
    };
  }

  private static HttpResponse submitted(SubmitReply reply) {
    return switch (reply) {
      case SubmitReply.Accepted accepted ->
          Json.response(
              accepted.created() ? StatusCodes.CREATED : StatusCodes.OK, accepted.migration());
      case SubmitReply.Refused refused -> refused(refused.errors());
      case SubmitReply.Conflict conflict ->
          Json.problem(
              Problem.of(
                      StatusCodes.CONFLICT,
                      "a migration with this id exists with another spec; give the new spec an id of its own")
                  .withDifference(conflict.difference()));
      case SubmitReply.Unavailable unavailable ->
          Json.problem(StatusCodes.SERVICE_UNAVAILABLE, unavailable.why());
    };
  }

  private static HttpResponse refused(List<String> errors) {
    return Json.problem(
        Problem.of(StatusCodes.UNPROCESSABLE_CONTENT, "the spec is refused; nothing was touched")
            .withErrors(errors));
  }

  private <T> Route order(Function<Order, CompletionStage<T>> carryOut) {
    return post(
        () ->
            entity(
                Unmarshaller.entityToString(),
                body -> {
                  try {
                    return answer(carryOut.apply(OrderBody.read(body)));
                  } catch (IllegalArgumentException e) {
                    return complete(
                        Json.problem(StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage())));
                  }
                }));
  }

  private <T> Route answer(CompletionStage<T> answer) {
    return completeWithFuture(
        answer.thenApply(body -> Json.ok((Object) body)).exceptionally(Routes::failed));
  }

  private static HttpResponse failed(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof NoSuchMigration) {
      return Json.problem(StatusCodes.NOT_FOUND, message);
    }
    if (cause instanceof NotPossible) {
      return Json.problem(StatusCodes.CONFLICT, message);
    }
    return Json.problem(
        StatusCodes.SERVICE_UNAVAILABLE,
        cause instanceof TimeoutException
            ? "the cluster did not answer in time; ask again in a few seconds"
            : message);
  }

  private record Health(String status) {}
}
