package org.drover.coordinator.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.drover.coordinator.access.Caller;
import org.drover.shared.spec.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * A request whose endpoint and caller are known.
 *
 * @param migration the one that the path names; empty if the endpoint is about none
 */
record Call(HttpRequest request, String migration, Caller caller) {

  private static final long BODY_BYTES_MAX = 1024 * 1024;

  /** Whoever sends a body of that size more slowly than this does not mean it well. */
  private static final long BODY_MILLIS_MAX = 10_000;

  /** The body; fails with what Pekko says of one that is too large. */
  CompletionStage<String> body(ClassicActorSystemProvider system) {
    return request
        .entity()
        .withSizeLimit(BODY_BYTES_MAX)
        .toStrict(BODY_MILLIS_MAX, system)
        .thenApply(entity -> entity.getData().utf8String())
        .exceptionallyCompose(Call::unread);
  }

  private static CompletionStage<String> unread(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    return CompletableFuture.failedFuture(
        cause instanceof TimeoutException
            ? new BadRequest("the request's body did not arrive within ten seconds", cause)
            : cause);
  }

  /**
   * A parameter that is true or false.
   *
   * @throws BadRequest that says what was expected
   */
  boolean flag(String name) {
    Optional<String> value = request.getUri().query().get(name);
    return switch (value.orElse("false").toLowerCase(Locale.ROOT)) {
      case "true", "" -> true;
      case "false" -> false;
      default ->
          throw new BadRequest(
              "%s: expected true or false, found '%s'".formatted(name, value.get()));
    };
  }

  /**
   * A parameter that is a whole number.
   *
   * @param usual where it is not there
   * @throws BadRequest that says what was expected
   */
  long number(String name, long usual) {
    Optional<String> value = request.getUri().query().get(name);
    try {
      return value.isEmpty() ? usual : Long.parseLong(value.get());
    } catch (NumberFormatException e) {
      throw new BadRequest(
          "%s: expected a whole number, found '%s'".formatted(name, value.get()), e);
    }
  }

  /**
   * A parameter that has a form of its own; empty if it is not there.
   *
   * @param parser fails with an {@link IllegalArgumentException} that says what was expected
   * @throws BadRequest that says so
   */
  <T> Optional<T> parsed(String name, Function<String, T> parser) {
    try {
      return request.getUri().query().get(name).map(parser);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * A parameter without which there is no question.
   *
   * @throws BadRequest if it is not there
   */
  String needed(String name) {
    return parsed(name, text -> text)
        .orElseThrow(() -> new BadRequest("%s: expected a value".formatted(name)));
  }

  /**
   * A time, or the number of an event.
   *
   * @throws BadRequest that says what was expected
   */
  Replay.Moment moment(String name) {
    String text = needed(name);
    try {
      return text.matches("[0-9]{1,18}")
          ? new Replay.Moment(null, Long.parseLong(text))
          : new Replay.Moment(Instant.parse(text), null);
    } catch (DateTimeParseException e) {
      throw new BadRequest(
          "%s: expected a time such as 2026-01-31T20:00:00Z or the number of an event, found '%s'"
              .formatted(name, text),
          e);
    }
  }

  /**
   * A parameter that is a share, such as {@code 1%}; null if it is not there.
   *
   * @throws BadRequest that says what was expected
   */
  @Nullable Double percent(String name) {
    Optional<String> value = request.getUri().query().get(name);
    try {
      Double percent = value.map(Amounts::percent).orElse(null);
      if (percent != null && percent == 0) {
        throw new BadRequest(name + ": expected more than 0 %");
      }
      return percent;
    } catch (IllegalArgumentException e) {
      throw new BadRequest(name + ": " + e.getMessage(), e);
    }
  }

  Optional<String> header(String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }
}
