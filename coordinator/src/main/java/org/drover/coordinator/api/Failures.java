package org.drover.coordinator.api;

import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.HttpChallenge;
import org.apache.pekko.http.javadsl.model.headers.WWWAuthenticate;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.drover.coordinator.api.Admission.Turned;
import org.drover.coordinator.api.Migrations.NoSuchMigration;
import org.drover.coordinator.api.Migrations.NotPossible;
import org.drover.shared.protocol.Causes;

/** Turns every failure into a problem document. */
final class Failures {

  private Failures() {}

  static HttpResponse explain(Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case Turned turned -> turned(turned.kind(), message);
      case NoSuchMigration missing -> Json.problem(StatusCodes.NOT_FOUND, message);
      case NotPossible refusal -> Json.problem(StatusCodes.CONFLICT, message);
      case EntityStreamSizeException tooLarge ->
          Json.problem(StatusCodes.CONTENT_TOO_LARGE, "a request's body is at most 1 MiB");
      case IllegalUriException uri ->
          Json.problem(StatusCodes.BAD_REQUEST, "the address of the request is not well formed");
      case BadRequest wrong -> Json.problem(StatusCodes.BAD_REQUEST, message);
      case TimeoutException late -> late();
      default -> Json.problem(StatusCodes.SERVICE_UNAVAILABLE, message);
    };
  }

  /** No answer came in time. */
  static HttpResponse late() {
    return Json.problem(
        StatusCodes.SERVICE_UNAVAILABLE,
        "the cluster did not answer in time; ask again in a few seconds");
  }

  private static HttpResponse turned(Turned.Kind kind, String message) {
    return switch (kind) {
      case UNKNOWN ->
          Json.problem(StatusCodes.UNAUTHORIZED, message)
              .addHeader(WWWAuthenticate.create(HttpChallenge.createOAuth2("drover")));
      case FORBIDDEN -> Json.problem(StatusCodes.FORBIDDEN, message);
    };
  }
}
