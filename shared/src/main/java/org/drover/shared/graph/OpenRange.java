package org.drover.shared.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;

/**
 * One range's transaction. Used by one thread. Closing it without a commit undoes everything. Every
 * method fails with a {@link GraphException}.
 */
public interface OpenRange extends AutoCloseable {

  /**
   * Finds the members of the requested keys, locks them if the scope says so, and reads their
   * columns as they are once locked.
   */
  ReadRange read(RangeRequest request, ColumnNeed need);

  /**
   * The same, but the range ends before the key with which the columns would outgrow the room.
   *
   * @throws TooHeavy if not even the first key's members fit
   */
  ReadRange readWithin(RangeRequest request, ColumnNeed need, Room room);

  /**
   * The same of all members of the requested keys, or of none.
   *
   * @throws TooHeavy if they do not fit
   */
  Columns readWhole(RangeRequest request, ColumnNeed need, Room room);

  /** Reads columns of members found before, again. */
  Columns reread(long[] ids, ColumnNeed need);

  /**
   * Finds members by their ids alone, whatever they have become, locks them if the scope says so,
   * and reads their columns as they are once locked. Those that are gone are left out.
   */
  Columns fetch(long[] ids, ColumnNeed need);

  /**
   * The same, all of them or none.
   *
   * @throws TooHeavy if they do not fit
   */
  Columns fetchWithin(long[] ids, ColumnNeed need, Room room);

  /**
   * The values of a property that members found before share with each other, or with others of
   * their label or type.
   *
   * @param property has a range index
   */
  List<Shared> sharing(long[] ids, String property);

  /**
   * Who has which of these values under a constraint, by their places in the list; where nobody has
   * one, its place is missing.
   *
   * @param values each one for each property of the constraint
   */
  Map<Integer, Long> holders(Uniqueness unique, List<List<Object>> values);

  /** Makes a node with these labels and properties, and returns its id. */
  long plant(Set<String> labels, Map<String, Object> properties);

  /**
   * Whether looking for members by a property's value finds the one with the id: through the index
   * of the property, or where it has none at the member itself.
   */
  boolean finds(long id, String property, Object value);

  /**
   * Pairs of one of the members found before and the member with the lowest id that has the same
   * values of all these properties, where that is lower.
   *
   * @param by the first one has a range index
   */
  List<Pair> twins(long[] ids, List<String> by);

  /** Removes members found before, with their relationships. */
  void delete(long[] ids);

  /** Writes what has changed in the columns. */
  void write(Columns columns);

  /**
   * Runs steps inside the database, without columns, over the requested keys.
   *
   * @param steps pushdown steps only
   */
  AppliedRange apply(RangeRequest request, List<Step> steps);

  /** Runs pushdown steps over members found before. */
  Tally apply(long[] ids, List<Step> steps);

  /**
   * Sets the fence to the next sequence, the cursor and the record, and commits all. Where there is
   * no fence, it only commits.
   *
   * @param record what {@link Fence#record} will return
   * @throws GraphException of kind UNKNOWN_OUTCOME if nobody can say whether it was committed
   */
  void commit(Key cursor, String record);

  @Override
  void close();

  /**
   * What may be read of a range's members.
   *
   * @param bytes by the measure of {@link Columns#bytes}, or rather less
   * @param later what will be read of the same members, too
   * @param oneIn of how many members one is weighed before they are sent; 1 weighs each, so that
   *     the bytes are never exceeded, more make a sample of it, at less cost
   */
  record Room(long bytes, List<ColumnNeed> later, int oneIn) {

    public Room {
      later = List.copyOf(later);
    }

    /** One that is never exceeded. */
    public Room(long bytes, List<ColumnNeed> later) {
      this(bytes, later, 1);
    }
  }

  /** Two ids, the lower one first. */
  record Pair(long lower, long higher) {}

  /**
   * A value that more than one has.
   *
   * @param members those found before that have it, ascending
   * @param lowest the lowest id of all that have it
   * @param highest the highest of them
   * @param holders how many have it
   */
  record Shared(List<Long> members, long lowest, long highest, long holders) {}

  /**
   * @param to the last key of the range, at most the requested end
   */
  record ReadRange(Key to, Columns columns) {}

  /**
   * @param to the last key of the range, at most the requested end
   */
  record AppliedRange(Key to, Tally tally) {}
}
