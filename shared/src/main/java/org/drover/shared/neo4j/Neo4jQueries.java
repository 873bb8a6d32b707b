package org.drover.shared.neo4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Result;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.summary.GqlStatusObject;
import org.neo4j.driver.summary.QueryType;
import org.neo4j.driver.summary.ResultSummary;

/** Questions about a Neo4j as a whole. */
final class Neo4jQueries implements GraphQueries {

  private static final long FETCH = 1_000;

  /** The GQL status "parameter missing". */
  private static final String PARAMETER_MISSING = "01N60";

  /** The database counts each pair by itself; where there are very many, types must do. */
  private static final int PAIRS_MAX = 20_000;

  private final Database database;

  Neo4jQueries(Database database) {
    this.database = database;
  }

  @Override
  public Answer ask(String query, boolean ordered) {
    return database.plan(
        "asking a declared query",
        FETCH,
        transaction -> {
          RowsDigest digest = new RowsDigest(ordered);
          long begin = System.nanoTime();
          transaction.run(query).forEachRemaining(digest::add);
          Duration took = Duration.ofNanos(System.nanoTime() - begin);
          return new Answer(digest.rows(), digest.hex(), took);
        });
  }

  @Override
  public void explain(String query, Map<String, Object> parameters) {
    ResultSummary summary =
        database.planNoted(
            "explaining a query",
            transaction -> transaction.run("EXPLAIN " + query, parameters).consume());
    if (summary.queryType() != QueryType.READ_ONLY) {
      throw new GraphException(
          Kind.FATAL, "expected a query that only reads, found one that does more", null);
    }
    // A plan needs no values, so that the database only notes it.
    for (GqlStatusObject status : summary.gqlStatusObjects()) {
      if (status.gqlStatus().equals(PARAMETER_MISSING)) {
        throw new GraphException(Kind.FATAL, status.statusDescription(), null);
      }
    }
  }

  @Override
  public long count(Selection selection) {
    return database.plan(
        "counting " + selection.called(), new Counting(new Members(selection))::narrowed);
  }

  @Override
  public Map<String, Long> relationships(Set<String> except) {
    return database.plan("counting relationships", transaction -> counted(transaction, except));
  }

  private static Map<String, Long> counted(Transaction transaction, Set<String> except) {
    Set<String> types =
        names(
            transaction, "CALL db.relationshipTypes() YIELD relationshipType AS name RETURN name");
    Set<String> labels = names(transaction, "CALL db.labels() YIELD label AS name RETURN name");
    labels.removeAll(except);
    labels.removeAll(Members.OWN_LABELS);
    Set<String> ends = types.size() * labels.size() > PAIRS_MAX ? Set.of() : labels;
    Map<String, Long> counts = new TreeMap<>();
    for (String type : types) {
      count(transaction, type, ends, counts);
    }
    return counts;
  }

  private static Set<String> names(Transaction transaction, String query) {
    return new TreeSet<>(
        transaction.run(Cypher.PREFIX + query).list(row -> row.get("name").asString()));
  }

  /** Each branch is one look at the count store; nothing is visited. */
  private static void count(
      Transaction transaction, String type, Set<String> labels, Map<String, Long> counts) {
    String relationship = "[r:" + Cypher.name(type) + "]";
    List<String> names = new ArrayList<>();
    List<String> branches = new ArrayList<>();
    add("()-" + relationship + "->()", "()-[:" + type + "]->()", names, branches);
    for (String label : labels) {
      String end = "(:" + Cypher.name(label) + ")";
      add(
          end + "-" + relationship + "->()",
          "(:" + label + ")-[:" + type + "]->()",
          names,
          branches);
      add(
          "()-" + relationship + "->" + end,
          "()-[:" + type + "]->(:" + label + ")",
          names,
          branches);
    }
    Result result = transaction.run(Cypher.PREFIX + String.join("\nUNION ALL\n", branches));
    result.forEachRemaining(
        row -> {
          long count = row.get("count").asLong();
          if (count > 0) {
            counts.put(names.get(row.get("place").asInt()), count);
          }
        });
  }

  private static void add(String pattern, String name, List<String> names, List<String> branches) {
    branches.add("MATCH " + pattern + " RETURN " + names.size() + " AS place, count(r) AS count");
    names.add(name);
  }
}
