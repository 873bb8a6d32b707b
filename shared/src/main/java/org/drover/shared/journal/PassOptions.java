package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a pass beyond its kind; null where the question does not arise.
 *
 * @param round the how manieth it is of passes that repeat themselves, from 1
 */
@JsonInclude(Include.NON_NULL)
public record PassOptions(@Nullable Integer round) {

  public static final PassOptions NONE = new PassOptions((Integer) null);

  public PassOptions withRound(int number) {
    return new PassOptions(number);
  }
}
