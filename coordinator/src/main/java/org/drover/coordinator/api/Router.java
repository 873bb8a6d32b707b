package org.drover.coordinator.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;

/**
 * Finds the endpoint of a request and lets the caller in, or not. What is no {@link Endpoint} is
 * not there; every failure is a problem document, and none shows a stack trace.
 */
final class Router {

  private final Admission admission;
  private final Answers answers;

  Router(Admission admission, Answers answers) {
    this.admission = admission;
    this.answers = answers;
  }

  CompletionStage<HttpResponse> answer(HttpRequest request) {
    try {
      request
          .getHeader(TimeoutAccess.class)
          .ifPresent(header -> header.timeoutAccess().updateHandler(late -> Failures.late()));
      return routed(request).exceptionally(Failures::explain);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(Failures.explain(e));
    }
  }

  private CompletionStage<HttpResponse> routed(HttpRequest request) {
    List<String> path =
        StreamSupport.stream(request.getUri().pathSegments().spliterator(), false).toList();
    List<Endpoint> there =
        Arrays.stream(Endpoint.values()).filter(endpoint -> endpoint.isAt(path)).toList();
    Optional<Endpoint> asked =
        there.stream()
            .filter(endpoint -> endpoint.method().equals(request.method().name()))
            .findFirst();
    if (asked.isEmpty()) {
      return CompletableFuture.completedFuture(there.isEmpty() ? notThere() : otherMethods(there));
    }
    Endpoint endpoint = asked.get();
    return answers.to(
        endpoint, new Call(request, endpoint.migration(path), admission.admit(endpoint, request)));
  }

  private static HttpResponse notThere() {
    return Json.problem(
        StatusCodes.NOT_FOUND, "there is nothing at this address; the API's paths begin /api/v1/");
  }

  private static HttpResponse otherMethods(List<Endpoint> there) {
    String methods = there.stream().map(Endpoint::method).collect(Collectors.joining(", "));
    return Json.problem(StatusCodes.METHOD_NOT_ALLOWED, "this address takes " + methods)
        .addHeader(RawHeader.create("Allow", methods));
  }
}
