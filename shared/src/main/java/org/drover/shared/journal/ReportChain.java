package org.drover.shared.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.shared.journal.VerificationReport.RangeCheck;

/** The hashes of a report, and what two reports say differently. */
final class ReportChain {

  private ReportChain() {}

  /** Of everything but the ranges. */
  static String begin(VerificationReport head) {
    return next("", head);
  }

  static String next(String before, Object entry) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(before.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha256.digest(EventJson.bytes(entry)));
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException("every JDK has SHA-256", bug);
    }
  }

  static List<String> difference(VerificationReport earlier, VerificationReport later) {
    if (!earlier.migration().equals(later.migration())) {
      return List.of(
          "the earlier report is about the migration '%s', this one about '%s'"
              .formatted(earlier.migration(), later.migration()));
    }
    if (earlier.of() != later.of()) {
      return List.of(
          "the earlier report is about pass %d, this one about pass %d: it was swept since"
              .formatted(earlier.of(), later.of()));
    }
    Map<String, RangeCheck> now = new HashMap<>();
    later.ranges().forEach(range -> now.put(place(range), range));
    List<String> differences = new ArrayList<>();
    for (RangeCheck then : earlier.ranges()) {
      RangeCheck found = now.get(place(then));
      if (found == null) {
        differences.add(place(then) + " is not in this report");
      } else {
        compare(then, found, differences);
      }
    }
    return differences;
  }

  private static void compare(RangeCheck then, RangeCheck now, List<String> differences) {
    if (!Objects.equals(then.from(), now.from()) || !then.to().equals(now.to())) {
      differences.add(place(then) + " has other bounds: the journal was changed");
    }
    if (!Objects.equals(then.written(), now.written())) {
      differences.add(place(then) + " has another digest in the journal: the journal was changed");
    }
    if (!Objects.equals(then.found(), now.found())) {
      differences.add(place(then) + " was found with other values than then");
    }
  }

  private static String place(RangeCheck range) {
    return "range %d of shard %d".formatted(range.range(), range.shard());
  }
}
