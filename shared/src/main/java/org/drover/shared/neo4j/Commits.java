package org.drover.shared.neo4j;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Bookmark;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the commits of a database that are not Drover's own. Each claim of a fence adds one to its
 * epoch, each range one to its sequence, what else is done to it one to its commits (the first of
 * the fences that one commit makes among them), each change of a marker one to its count; what the
 * database has committed beyond these was somebody else's.
 */
final class Commits {

  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  private static final String OWN =
      Cypher.PREFIX
          + ("OPTIONAL MATCH (f:" + Fences.LABEL + ")\n")
          + ("WITH coalesce(sum(f.epoch + f.sequence + coalesce(f." + Fences.COMMITS)
          + ", 0)), 0) AS fences\n"
          + ("OPTIONAL MATCH (m:" + Neo4jMarkers.LABEL + ")\n")
          + ("WITH fences, coalesce(sum(m." + Neo4jMarkers.CHANGES + "), 0) AS markers\n")
          + "RETURN fences + markers AS own";

  /** What fences and markers hold. */
  private static final Set<String> OWN_PROPERTIES =
      Set.of(
          "id",
          "migration",
          "epoch",
          "sequence",
          "cursor",
          "record",
          "sealed",
          "plan",
          Fences.COMMITS,
          "phase",
          "version",
          "since",
          Neo4jMarkers.CHANGES);

  private static final String PROPERTY = "CALL db.createProperty($name)";
  private static final String LABEL = "CALL db.createLabel($name)";

  private final Database database;

  Commits(Database database) {
    this.database = database;
  }

  /** Empty if the database does not say what it committed last. */
  OptionalLong ofOthers() {
    try (Session session = database.session(AccessMode.READ)) {
      long own;
      try (Transaction transaction = session.beginTransaction()) {
        own = transaction.run(OWN).single().get("own").asLong();
        transaction.commit();
      }
      OptionalLong last =
          session.lastBookmarks().stream()
              .map(Bookmark::value)
              .map(Position::of)
              .filter(OptionalLong::isPresent)
              .mapToLong(OptionalLong::getAsLong)
              .max();
      if (last.isEmpty()) {
        LOG.warn(
            "The database does not say how far it is, so that nobody can tell whether others write");
      }
      return last.isPresent() ? OptionalLong.of(last.getAsLong() - own) : last;
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.PLANNING, "counting what was committed");
    }
  }

  /** A name that the database does not know yet takes a commit of its own, which nobody counts. */
  void knowNames(Set<String> labels, Set<String> properties) {
    try (Session session = database.session(AccessMode.WRITE)) {
      for (String label : labels) {
        session.run(LABEL, Map.of("name", label)).consume();
      }
      Set<String> names = new TreeSet<>(properties);
      names.addAll(OWN_PROPERTIES);
      for (String property : names) {
        session.run(PROPERTY, Map.of("name", property)).consume();
      }
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.PLANNING, "making names known");
    }
  }
}
