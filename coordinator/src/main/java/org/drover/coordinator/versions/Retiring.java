package org.drover.coordinator.versions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.drover.coordinator.migration.Version;
import org.drover.shared.journal.CurrentVersion;
import org.drover.shared.journal.Retirement;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.spec.Additions;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Reads;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;

/**
 * What goes when a version is retired: what it added, without what any other version of the same
 * graph needs. A function of all of them.
 */
final class Retiring {

  private final Version retired;
  private final List<Version> others;
  private final List<Version> beside;

  /**
   * @param all versions that there are, of whatever graph
   */
  Retiring(Version retired, List<Version> all) {
    this.retired = retired;
    this.beside =
        all.stream()
            .filter(other -> !other.migration().equals(retired.migration()))
            .filter(other -> other.spec().graph().equals(retired.spec().graph()))
            .toList();
    this.others = beside.stream().filter(Version::writes).toList();
  }

  Retirement names() {
    Additions added = Additions.of(retired.spec());
    List<String> stays = new ArrayList<>(added.others());
    Set<String> labels = added.labels();
    if (retired.unchanged() > 0 && onlyOneLabel(labels) && !allHadItFromAVersion(labels)) {
      stays.add(
          "label %s, for %d members had it before"
              .formatted(labels.iterator().next(), retired.unchanged()));
      labels = Set.of();
    }
    List<String> going = unneeded("label", labels, Reads::label, Retiring::writesLabel, stays);
    List<String> properties =
        unneeded("property", added.properties(), Reads::property, Retiring::writesProperty, stays);
    List<String> inherited = new ArrayList<>();
    going.forEach(label -> tellWhoLeft(label, inherited, stays));
    return new Retirement(going, properties, stays, inherited);
  }

  /** One that gave it to every member that this one visited, of whom none had it then. */
  private boolean allHadItFromAVersion(Set<String> labels) {
    return beside.stream()
        .filter(other -> other.unchanged() == 0 && includes(other, retired))
        .anyMatch(other -> labels.stream().allMatch(other::hasLeft));
  }

  private static boolean includes(Version one, Version other) {
    return one.spec().selection().includes(other.spec().selection());
  }

  /** Only members of its own selection are visited. */
  private void tellWhoLeft(String label, List<String> inherited, List<String> stays) {
    for (Version other : beside) {
      if (other.hasLeft(label)) {
        String left = "label %s, which %s left to it".formatted(label, other.migration());
        if (includes(retired, other)) {
          inherited.add(left);
        } else {
          stays.add(left + " also on members of " + other.spec().selection().called());
        }
      }
    }
  }

  /** Then, and only then, a member that was not changed is one that had the label. */
  private boolean onlyOneLabel(Set<String> labels) {
    List<Step> steps = retired.spec().transform();
    return labels.size() == 1 && steps.stream().allMatch(Step.AddLabel.class::isInstance);
  }

  private List<String> unneeded(
      String kind,
      Set<String> names,
      BiPredicate<Spec, String> reads,
      BiPredicate<Spec, String> writes,
      List<String> stays) {
    List<String> unneeded = new ArrayList<>();
    for (String name : names) {
      List<String> needs = new ArrayList<>();
      for (Version other : others) {
        if (other.reads() && reads.test(other.spec(), name)) {
          needs.add(other.migration() + " reads it");
        } else if (writes.test(other.spec(), name) && !hasLeft(other, kind, name)) {
          needs.add(other.migration() + how(other, kind, name));
        }
      }
      if (needs.isEmpty()) {
        unneeded.add(name);
      } else {
        stays.add("%s %s, for %s".formatted(kind, name, String.join(" and ", needs)));
      }
    }
    return unneeded;
  }

  private static boolean hasLeft(Version other, String kind, String name) {
    return kind.equals("label") && other.hasLeft(name);
  }

  private static String how(Version other, String kind, String name) {
    return kind.equals("label") && other.stillUses(name)
        ? " added it, too, and still uses it; the last to be retired takes it"
        : " writes it";
  }

  /**
   * Who reads what this version added, and was made later: each in a few words.
   *
   * @param older by their ids
   */
  private List<String> readers(Collection<String> older) {
    Additions added = Additions.of(retired.spec());
    List<String> readers = new ArrayList<>();
    for (Version other : others) {
      if (!older.contains(other.migration()) && other.reads()) {
        added.labels().stream()
            .filter(label -> Reads.label(other.spec(), label))
            .forEach(
                label -> readers.add("%s reads the label %s".formatted(other.migration(), label)));
        added.properties().stream()
            .filter(property -> Reads.property(other.spec(), property))
            .forEach(
                property ->
                    readers.add("%s reads the property %s".formatted(other.migration(), property)));
      }
    }
    return readers;
  }

  /**
   * An operator's wish.
   *
   * @param registry of all versions
   */
  static RetirementPlan asked(Version one, List<Version> all, List<VersionEntry> registry) {
    Retiring retiring = new Retiring(one, all);
    return new RetirementPlan(one.migration(), retiring.against(registry), retiring.names());
  }

  /** What stands against a person's order; empty if nothing does. */
  private String against(List<VersionEntry> registry) {
    VersionEntry own =
        registry.stream()
            .filter(entry -> entry.migration().equals(retired.migration()))
            .findFirst()
            .orElse(null);
    if (own == null || !retired.mayBeRetired()) {
      return "it is %s, and only what is backfilled or cut over can be retired"
          .formatted(retired.status());
    }
    if (own.equals(CurrentVersion.of(registry, own))) {
      return "it is the current version of %s: the last that was cut over"
          .formatted(own.selection());
    }
    if (!retired.resting()) {
      return "a pass is under way; wait for its end, or cancel it";
    }
    List<String> older =
        registry.stream()
            .filter(entry -> !entry.created().isAfter(own.created()))
            .map(VersionEntry::migration)
            .toList();
    List<String> readers = readers(older);
    return readers.isEmpty()
        ? ""
        : "newer versions need what would go: %s. Retire these first, or clean up without retiring"
            .formatted(String.join("; ", readers));
  }

  private static boolean writesLabel(Spec spec, String label) {
    return spec.transform().stream()
        .map(Footprint::of)
        .anyMatch(one -> one.labelsAdded().contains(label) || one.labelsRemoved().contains(label));
  }

  private static boolean writesProperty(Spec spec, String property) {
    return spec.written().contains(property);
  }
}
