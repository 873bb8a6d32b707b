package org.drover.shared.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Members by column. Properties are named by their place in {@code of} and {@code into}, from 0;
 * members by their row. Valid during one call, for one thread.
 *
 * <p>A value is a Long, Double, Boolean, String, LocalDate, LocalTime, OffsetTime, LocalDateTime,
 * ZonedDateTime, {@code IsoPeriod}, {@code GeoPoint}, byte[], or a List of values of one of these
 * types. It is not to be changed.
 */
public interface MemberBatch {

  /** How many members there are. */
  int size();

  /** What was read; null where the member lacks the property. */
  @Nullable Object value(int of, int row);

  /** Writes a property; null takes it away. What nobody sets stays as it is. */
  void set(int into, int row, @Nullable Object value);

  /**
   * Puts a member into quarantine; nothing of it is written. Of several reasons the first is kept.
   *
   * @param reason what was expected, without the value: it may be a secret
   */
  void refuse(int row, String reason);
}
