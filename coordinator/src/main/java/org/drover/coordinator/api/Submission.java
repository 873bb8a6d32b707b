package org.drover.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.drover.coordinator.access.Role;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.specfile.SpecError;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.jspecify.annotations.Nullable;

/**
 * A spec that somebody hands in.
 *
 * @param sample how large a part a survey visits, in percent; null for all
 */
record Submission(Call call, String text, boolean execute, @Nullable Double sample) {

  /**
   * The migration as it is shown elsewhere, too.
   *
   * @param amended what this spec changed against the one before; null if nothing
   */
  private record Taken(
      @JsonUnwrapped MigrationView migration,
      @JsonInclude(Include.NON_NULL) @Nullable String amended) {}

  CompletionStage<HttpResponse> to(Migrations migrations) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Refused refused ->
          CompletableFuture.completedFuture(
              refused(refused.errors().stream().map(SpecError::toString).toList()));
      case SpecReading.Ready ready -> submit(migrations, ready.spec());
    };
  }

  private CompletionStage<HttpResponse> submit(Migrations migrations, Spec spec) {
    if (spec.transform().stream().anyMatch(Step.Cypher.class::isInstance)) {
      Admission.needs(
          call.caller(), Role.ADMINISTRATOR, "a spec with statements of one's own ('cypher')");
    }
    String claimed = call.header("Drover-Author").orElse(null);
    String author = Objects.requireNonNullElse(call.caller().author(claimed), "unknown");
    return migrations
        .submit(spec.migration(), text, execute, sample, author)
        .thenApply(Submission::submitted);
  }

  private static HttpResponse submitted(SubmitReply reply) {
    return switch (reply) {
      case SubmitReply.Accepted accepted ->
          Json.response(
              accepted.created() ? StatusCodes.CREATED : StatusCodes.OK,
              new Taken(accepted.migration(), accepted.amended()));
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
}
