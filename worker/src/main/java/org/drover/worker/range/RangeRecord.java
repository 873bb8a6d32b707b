package org.drover.worker.range;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What one finished range did. It is kept in the fence, in the same transaction as the range's
 * effect, so that the journal's event can be recovered if the process dies between the two.
 *
 * @param from the key before the range's first one; null where the slice begins below every key
 * @param to the range's last key
 * @param millis from opening the transaction to the last statement before its commit
 * @param evidence null if the pass leaves none
 */
public record RangeRecord(
    @Nullable Key from,
    Key to,
    Tally tally,
    long millis,
    @JsonInclude(Include.NON_NULL) @Nullable Evidence evidence) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One that leaves no evidence. */
  public RangeRecord(@Nullable Key from, Key to, Tally tally, long millis) {
    this(from, to, tally, millis, null);
  }

  RangeRecord took(long duration) {
    return new RangeRecord(from, to, tally, duration, evidence);
  }

  RangeRecord visited(long members) {
    Tally other = new Tally(members, tally.changed(), tally.setAside());
    return new RangeRecord(from, to, other, millis, evidence);
  }

  /** The same of a part of a range that the database refused. */
  RangeRecord partOf(Halving halving) {
    Evidence left = evidence == null ? Evidence.of(List.of()) : evidence;
    return new RangeRecord(from, to, tally, millis, left.partOf(halving));
  }

  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a range's record cannot be written as JSON", e);
    }
  }

  /**
   * The inverse of {@link #toJson}.
   *
   * @throws IllegalArgumentException if somebody else wrote the fence's record
   */
  public static RangeRecord parse(String json) {
    try {
      return JSON.readValue(json, RangeRecord.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the fence's record is not one of a range: " + json, e);
    }
  }
}
