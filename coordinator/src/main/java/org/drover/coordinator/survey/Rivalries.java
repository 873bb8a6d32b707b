package org.drover.coordinator.survey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.coordinator.survey.Contests.Refused;
import org.drover.shared.graph.Uniqueness;

/**
 * How many members are refused that want what others want or have, in whatever order they are
 * visited.
 *
 * <p>One bidder gets a value that nobody has, and nobody gets one whose holder stays. A holder
 * stays who is refused himself, as all are that want each other's values in a circle. Where one
 * holds what he may give up before or after another wants it, or wants values under two
 * constraints, the order decides; how much it can decide is bounded.
 */
final class Rivalries {

  private final List<Rivalry> all;
  private final Map<Long, List<Rivalry>> byBidder = new HashMap<>();
  private final Set<Long> hopeful = new HashSet<>();

  private Rivalries(List<Rivalry> all) {
    this.all = all;
    for (Rivalry one : all) {
      for (long bidder : one.bidders()) {
        byBidder.computeIfAbsent(bidder, any -> new ArrayList<>(1)).add(one);
      }
    }
  }

  static Refused refused(List<Rivalry> all) {
    Rivalries rivalries = new Rivalries(all);
    rivalries.findTheHopeful();
    long least = (long) rivalries.byBidder.size() - rivalries.hopeful.size();
    long open = 0;
    for (List<Rivalry> entangled : rivalries.entangled()) {
      Refused some = bounds(entangled);
      least += some.least();
      open += some.open();
    }
    return new Refused(least, open);
  }

  /** Those that are not refused in every order. All others never write anything. */
  private void findTheHopeful() {
    Map<Long, Integer> waits = new HashMap<>();
    Map<Long, List<Rivalry>> byHolder = new HashMap<>();
    for (Rivalry one : all) {
      boolean stays = one.isHeld() && !one.leaves();
      boolean waiting = one.leaves() && byBidder.containsKey(one.holder());
      if (stays || waiting) {
        Arrays.stream(one.bidders()).forEach(bidder -> waits.merge(bidder, 1, Integer::sum));
      }
      if (waiting) {
        byHolder.computeIfAbsent(one.holder(), any -> new ArrayList<>(1)).add(one);
      }
    }
    Deque<Long> next = new ArrayDeque<>(byBidder.keySet());
    next.removeAll(waits.keySet());
    while (!next.isEmpty()) {
      long member = next.pop();
      hopeful.add(member);
      for (Rivalry left : byHolder.getOrDefault(member, List.of())) {
        for (long bidder : left.bidders()) {
          if (waits.merge(bidder, -1, Integer::sum) == 0) {
            next.add(bidder);
          }
        }
      }
    }
  }

  /** What is still open among the hopeful, in groups that have nothing to do with each other. */
  private Collection<List<Rivalry>> entangled() {
    Map<Long, Long> leaders = new HashMap<>();
    List<Rivalry> open = new ArrayList<>();
    for (Rivalry one : all) {
      long[] bidders = Arrays.stream(one.bidders()).filter(hopeful::contains).toArray();
      if (bidders.length > 1 || (bidders.length == 1 && one.isHeld())) {
        open.add(new Rivalry(one.unique(), one.holder(), one.leaves(), bidders));
      }
    }
    for (Rivalry one : open) {
      for (long bidder : one.bidders()) {
        join(leaders, one.bidders()[0], bidder);
      }
      if (one.isHeld()) {
        join(leaders, one.bidders()[0], one.holder());
      }
    }
    Map<Long, List<Rivalry>> groups = new HashMap<>();
    for (Rivalry one : open) {
      groups.computeIfAbsent(leader(leaders, one.bidders()[0]), any -> new ArrayList<>()).add(one);
    }
    return groups.values();
  }

  private static void join(Map<Long, Long> leaders, long left, long right) {
    leaders.put(leader(leaders, left), leader(leaders, right));
  }

  private static long leader(Map<Long, Long> leaders, long member) {
    long at = member;
    while (true) {
      Long up = leaders.get(at);
      if (up == null || up == at) {
        return at;
      }
      leaders.put(at, leaders.getOrDefault(up, up));
      at = up;
    }
  }

  /** In the end one has a value at most; and if none of them is held, who comes first gets his. */
  private static Refused bounds(List<Rivalry> entangled) {
    Map<Uniqueness, Long> losers = new HashMap<>();
    Set<Long> members = new HashSet<>();
    boolean held = false;
    for (Rivalry one : entangled) {
      losers.merge(one.unique(), one.bidders().length - 1L, Long::sum);
      Arrays.stream(one.bidders()).forEach(members::add);
      held |= one.isHeld();
    }
    long least = losers.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new Refused(least, members.size() - (held ? 0 : 1) - least);
  }
}
