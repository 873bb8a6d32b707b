package org.drover.worker.pace;

/**
 * The share of the time in which transactions may be in flight, as a debt of working time that is
 * paid back by resting. So a pace below one transaction is possible: a range, and then a rest.
 */
final class WorkingTime {

  /** What is owed beyond that is forgiven: a long range does not stop a shard for minutes. */
  private static final double DEBT_MILLIS_MAX = 30_000;

  private double allowed = Double.POSITIVE_INFINITY;
  private double debtMillis;
  private long at;

  /**
   * @param transactions in flight on average; infinite for no bound
   */
  void allow(double transactions) {
    allowed = transactions;
    if (Double.isInfinite(transactions)) {
      debtMillis = 0;
    }
  }

  double allowed() {
    return allowed;
  }

  /** How many transactions may be in flight at a time. */
  int slots() {
    return allowed <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, Math.ceil(allowed - 1e-9));
  }

  /** Time passed, while so many were in flight. */
  void pass(long now, int inFlight) {
    if (now > at && !Double.isInfinite(allowed)) {
      debtMillis = Math.clamp(debtMillis + (inFlight - allowed) * (now - at), 0, DEBT_MILLIS_MAX);
    }
    at = Math.max(at, now);
  }

  /**
   * @return how many milliseconds until nothing is owed, if nothing begins meanwhile
   */
  long millisUntilPaid() {
    if (debtMillis < 1) {
      return 0;
    }
    return allowed <= 0 ? Long.MAX_VALUE : (long) Math.ceil(debtMillis / allowed);
  }
}
