package org.drover.shared.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.drover.shared.journal.VerificationReport.RangeCheck;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;

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

  static String provesNothing(VerificationReport report, String migration) {
    if (!migration.equals(report.migration())) {
      return "it is about the migration '%s', not about '%s'"
          .formatted(report.migration(), migration);
    }
    if (report.level() != Level.FORENSIC) {
      return "its level is %s; only a forensic report has a digest of every range"
          .formatted(String.valueOf(report.level()).toLowerCase(Locale.ROOT));
    }
    if (report.finishedAt() == null) {
      return "its verification had not come to its end";
    }
    if (isBlank(report.chain())
        || report.ranges().stream().anyMatch(range -> isBlank(range.chain()))) {
      return "its chain of hashes is missing";
    }
    return report.ranges().stream().noneMatch(ReportChain::wasLookedAt)
        ? "it has no range with a digest, so that there is nothing to compare"
        : "";
  }

  private static boolean isBlank(@Nullable String hash) {
    return hash == null || hash.isBlank();
  }

  /** A verification of a part passes the others over. */
  private static boolean wasLookedAt(RangeCheck range) {
    return range.found() != null;
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
    List<RangeCheck> lookedAt = earlier.ranges().stream().filter(ReportChain::wasLookedAt).toList();
    for (RangeCheck then : lookedAt) {
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
