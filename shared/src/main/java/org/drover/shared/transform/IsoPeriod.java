package org.drover.shared.transform;

import org.drover.shared.canonical.CanonicalEncoder;
import org.drover.shared.canonical.CanonicalValue;

/**
 * A duration as graphs keep it: four counts that are not converted into each other, since a month
 * has no fixed number of days, nor a day of seconds.
 *
 * @param nanos 0 to 999,999,999, also where seconds are negative
 */
public record IsoPeriod(long months, long days, long seconds, int nanos) implements CanonicalValue {

  @Override
  public void encode(CanonicalEncoder encoder) {
    encoder.duration(months, days, seconds, nanos);
  }
}
