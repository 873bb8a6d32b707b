package org.drover.worker.range;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;

/** A range that is another one but for what an heir changes. */
abstract class WrappedRange implements OpenRange {

  private final OpenRange range;

  WrappedRange(OpenRange range) {
    this.range = range;
  }

  @Override
  public ReadRange read(RangeRequest request, ColumnNeed need) {
    return range.read(request, need);
  }

  @Override
  public ReadRange readWithin(RangeRequest request, ColumnNeed need, Room room) {
    return range.readWithin(request, need, room);
  }

  @Override
  public Columns readWhole(RangeRequest request, ColumnNeed need, Room room) {
    return range.readWhole(request, need, room);
  }

  @Override
  public Columns reread(long[] ids, ColumnNeed need) {
    return range.reread(ids, need);
  }

  @Override
  public Columns fetch(long[] ids, ColumnNeed need) {
    return range.fetch(ids, need);
  }

  @Override
  public Columns fetchWithin(long[] ids, ColumnNeed need, Room room) {
    return range.fetchWithin(ids, need, room);
  }

  @Override
  public List<Shared> sharing(long[] ids, String property) {
    return range.sharing(ids, property);
  }

  @Override
  public Map<Integer, Long> holders(Uniqueness unique, List<List<Object>> values) {
    return range.holders(unique, values);
  }

  @Override
  public long plant(Set<String> labels, Map<String, Object> properties) {
    return range.plant(labels, properties);
  }

  @Override
  public boolean finds(long id, String property, Object value) {
    return range.finds(id, property, value);
  }

  @Override
  public List<Pair> twins(long[] ids, List<String> by) {
    return range.twins(ids, by);
  }

  @Override
  public void delete(long[] ids) {
    range.delete(ids);
  }

  @Override
  public void write(Columns columns) {
    range.write(columns);
  }

  @Override
  public AppliedRange apply(RangeRequest request, List<Step> steps) {
    return range.apply(request, steps);
  }

  @Override
  public Tally apply(long[] ids, List<Step> steps) {
    return range.apply(ids, steps);
  }

  @Override
  public void commit(Key cursor, String record) {
    range.commit(cursor, record);
  }

  @Override
  public void close() {
    range.close();
  }
}
