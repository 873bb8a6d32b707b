package org.drover.deploy.demo;

import java.util.List;

/**
 * What a demo came to, for programs.
 *
 * @param nodes those that the migration was to visit
 * @param migrated those that carry the right key afterwards, counted in the graph
 * @param gaps pieces of the keyspace that no range covers, by the journal
 * @param overlaps pieces that more than one range covers, by the journal
 * @param killed worker JVMs that were killed
 * @param elapsedSeconds from submitting to done
 * @param verified whether graph and journal both say that all is right
 * @param findings what is not right; empty if verified
 */
public record DemoReport(
    String graph,
    long nodes,
    long migrated,
    long ranges,
    long gaps,
    long overlaps,
    long takeovers,
    int killed,
    double elapsedSeconds,
    double nodesPerSecond,
    boolean verified,
    List<String> findings) {

  public DemoReport {
    findings = List.copyOf(findings);
  }
}
