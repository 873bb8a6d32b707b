package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found, as a file that outlives it. Each range, and then the whole, carries a
 * hash over itself and what stands before it, so that nothing in the file can be changed unseen.
 *
 * @param version which version of the data the migration makes
 * @param pass the verification's own
 * @param of the pass that was held against the graph
 * @param shards to which it was limited; empty if it was not
 * @param since to which it was limited; null if it was not
 * @param finishedAt null while it runs
 * @param digests null if the level looks at none
 * @param examination null while it runs
 * @param before what the declared queries returned before anything was written
 * @param ranges all of them if the level is forensic, else those with findings
 * @param chain over everything
 */
public record VerificationReport(
    String migration,
    String version,
    int pass,
    int of,
    Level level,
    @JsonInclude(Include.NON_EMPTY) List<Integer> shards,
    @JsonInclude(Include.NON_NULL) @Nullable Instant since,
    Instant startedAt,
    @JsonInclude(Include.NON_NULL) @Nullable Instant finishedAt,
    long visited,
    long differences,
    @JsonInclude(Include.NON_NULL) @Nullable Digests digests,
    @JsonInclude(Include.NON_NULL) @Nullable Examination examination,
    @JsonInclude(Include.NON_EMPTY) List<QueryResult> before,
    List<RangeCheck> ranges,
    String chain) {

  public VerificationReport {
    shards = shards == null ? List.of() : List.copyOf(shards);
    before = before == null ? List.of() : List.copyOf(before);
    ranges = ranges == null ? List.of() : List.copyOf(ranges);
  }

  /**
   * On what the comparison of values rests.
   *
   * @param ranges how many were held against the graph
   * @param taken how many of them have a digest in the journal
   * @param recomputed whether the members of the others are transformed again instead; otherwise
   *     nobody looks at their values
   */
  public record Digests(long ranges, long taken, boolean recomputed) {}

  /**
   * One range.
   *
   * @param written its digest as the journal has it; null if none was taken
   * @param found its digest as the verification found it; null if that was not kept
   * @param kinds how many of each kind were found, where not all are among the findings; else empty
   * @param chain over this and what stands before it
   */
  public record RangeCheck(
      int shard,
      long range,
      @Nullable Key from,
      Key to,
      long visited,
      @JsonInclude(Include.NON_NULL) @Nullable String written,
      @JsonInclude(Include.NON_NULL) @Nullable String found,
      @JsonInclude(Include.NON_EMPTY) List<RangeFinding> findings,
      @JsonInclude(Include.NON_EMPTY) Map<Kind, Long> kinds,
      String chain) {

    public RangeCheck {
      findings = findings == null ? List.of() : List.copyOf(findings);
      kinds = kinds == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(kinds));
    }

    RangeCheck chained(String hash) {
      return new RangeCheck(shard, range, from, to, visited, written, found, findings, kinds, hash);
    }
  }

  private VerificationReport with(List<RangeCheck> chained, String hash) {
    return new VerificationReport(
        migration,
        version,
        pass,
        of,
        level,
        shards,
        since,
        startedAt,
        finishedAt,
        visited,
        differences,
        digests,
        examination,
        before,
        chained,
        hash);
  }

  /** The same with every hash as it must be. */
  public VerificationReport sealed() {
    String hash = ReportChain.begin(with(List.of(), ""));
    List<RangeCheck> chained = new ArrayList<>();
    for (RangeCheck range : ranges) {
      hash = ReportChain.next(hash, range.chained(""));
      chained.add(range.chained(hash));
    }
    return with(chained, ReportChain.next(hash, "end"));
  }

  /**
   * Why nothing can be held against it, in a sentence; empty if something can. A file from outside
   * may lack anything.
   *
   * @param of the migration that it is to be about
   */
  public String provesNothing(String of) {
    return ReportChain.provesNothing(this, of);
  }

  /** Where the hashes are not as they must be, each in a sentence; empty if they are. */
  public List<String> broken() {
    VerificationReport right = sealed();
    for (int place = 0; place < ranges.size(); place++) {
      if (!right.ranges().get(place).chain().equals(ranges.get(place).chain())) {
        RangeCheck range = ranges.get(place);
        return List.of(
            "the chain is broken at range %d of shard %d, or before it: the file was changed"
                .formatted(range.range(), range.shard()));
      }
    }
    return right.chain().equals(chain)
        ? List.of()
        : List.of("the chain is broken at its end: the file was changed or cut off");
  }

  /**
   * What this one says otherwise than an earlier one about the same ranges, each in a sentence.
   *
   * @param earlier of the same migration
   */
  public List<String> since(VerificationReport earlier) {
    return ReportChain.difference(earlier, this);
  }
}
