package org.drover.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param errors every error of a refused spec; null otherwise
 * @param difference where two specs with one id differ; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable List<String> errors,
    @Nullable List<String> difference) {

  static Problem of(StatusCode status, String detail) {
    return new Problem("about:blank", status.reason(), status.intValue(), detail, null, null);
  }

  Problem withErrors(List<String> all) {
    return new Problem(type, title, status, detail, all, null);
  }

  Problem withDifference(List<String> lines) {
    return new Problem(type, title, status, detail, null, lines);
  }
}
