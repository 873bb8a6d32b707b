package org.drover.deploy.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator answers instead of a result (RFC 9457).
 *
 * @param status the HTTP status
 * @param detail one sentence for a person
 * @param errors everything that is wrong with a spec; empty for other problems
 * @param difference the lines in which a spec differs from the one that has its id; else empty
 */
public record Problem(int status, String detail, List<String> errors, List<String> difference) {

  public Problem {
    errors = List.copyOf(errors);
    difference = List.copyOf(difference);
  }

  /** All of it, for a person: the detail, then a line for each error and difference. */
  public String text() {
    StringBuilder text = new StringBuilder(detail);
    errors.forEach(error -> text.append("\n  ").append(error));
    difference.forEach(line -> text.append("\n  ").append(line));
    return text.toString();
  }

  /** What this program itself refuses, in the same words as a coordinator would. */
  public static Problem conflict(String detail) {
    return new Problem(409, detail, List.of(), List.of());
  }

  /** What is asked for does not exist. */
  public static Problem missing(String detail) {
    return new Problem(404, detail, List.of(), List.of());
  }

  /** Reads a problem document; a body that is none becomes a problem that says so. */
  static Problem read(int status, String body) {
    try {
      Document document = Json.MAPPER.readValue(body, Document.class);
      if (document != null) {
        return document.problem(status);
      }
    } catch (JsonProcessingException e) {
      // Something between here and the coordinator answered; what it said is not shown, since
      // such pages are long and say little.
    }
    return new Problem(
        status, "the answer was HTTP " + status + " without an explanation", List.of(), List.of());
  }

  private record Document(
      @Nullable String title,
      @Nullable String detail,
      @Nullable List<String> errors,
      @Nullable List<String> difference) {

    Problem problem(int status) {
      String text = detail != null ? detail : title != null ? title : "HTTP " + status;
      return new Problem(
          status,
          text,
          errors == null ? List.of() : errors,
          difference == null ? List.of() : difference);
    }
  }
}
