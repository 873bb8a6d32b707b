package org.drover.deploy.sample;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * WordNet 3.1: {@code Synset} and {@code Word} nodes and the real relationships between them, such
 * as {@code HYPERNYM}, {@code PART_HOLONYM} and {@code CONTAINS_WORD}.
 */
public final class WordNetGraph implements SampleGraph {

  private static final int BATCH = 10_000;

  private static final String SYNSETS =
      """
      UNWIND range(0, size($id) - 1) AS i
      CREATE (:Synset {id: $id[i], pos: $pos[i], lexname: $lexname[i], gloss: $gloss[i]})
      """;
  private static final String WORDS =
      "UNWIND range(0, size($lemma) - 1) AS i CREATE (:Word {lemma: $lemma[i]})";
  private static final String CONTAINS =
      """
      UNWIND range(0, size($synset) - 1) AS i
      MATCH (s:Synset {id: $synset[i]})
      MATCH (w:Word {lemma: $lemma[i]})
      CREATE (s)-[:CONTAINS_WORD]->(w)
      """;

  @Override
  public String description() {
    return "WordNet 3.1, Synset and Word nodes with their real relationships";
  }

  @Override
  public String label() {
    return "Synset";
  }

  @Override
  public List<String> keyProperties() {
    return List.of("id", "pos", "lexname", "gloss");
  }

  @Override
  public Filled fill(Driver driver, Consumer<String> progress) {
    try (Session session = driver.session()) {
      return new Filling(session, progress).run();
    }
  }

  /** One filling: nodes first, then indexes on them, then what connects them. */
  private static final class Filling {

    private final Session session;
    private final Consumer<String> progress;
    private final Columns synsets = new Columns("id", "pos", "lexname", "gloss");
    private final Columns words = new Columns("lemma");
    private final Columns contains = new Columns("synset", "lemma");
    private final Map<String, Columns> links = new LinkedHashMap<>();
    private final Set<String> lemmas = new HashSet<>();
    private long nodes;
    private long selected;

    Filling(Session session, Consumer<String> progress) {
      this.session = session;
      this.progress = progress;
    }

    Filled run() {
      progress.accept("reading WordNet and making its nodes");
      WordNet.each(this::take);
      write(SYNSETS, synsets);
      write(WORDS, words);
      progress.accept("connecting them");
      session.run("CREATE CONSTRAINT FOR (s:Synset) REQUIRE s.id IS UNIQUE").consume();
      session.run("CREATE CONSTRAINT FOR (w:Word) REQUIRE w.lemma IS UNIQUE").consume();
      session.run("CALL db.awaitIndexes(60)").consume();
      long relationships = connect(CONTAINS, contains);
      for (Map.Entry<String, Columns> link : links.entrySet()) {
        relationships += connect(links(link.getKey()), link.getValue());
      }
      return new Filled(nodes, selected, relationships);
    }

    private void take(WordNet.Entry entry) {
      synsets.add(entry.id(), entry.pos(), entry.lexname(), entry.gloss());
      nodes++;
      selected++;
      for (String lemma : entry.lemmas()) {
        if (lemmas.add(lemma)) {
          words.add(lemma);
          nodes++;
        }
        contains.add(entry.id(), lemma);
      }
      for (WordNet.Link link : entry.links()) {
        links
            .computeIfAbsent(link.type(), type -> new Columns("source", "target"))
            .add(entry.id(), link.target());
      }
      writeFull(SYNSETS, synsets);
      writeFull(WORDS, words);
    }

    private void writeFull(String statement, Columns batch) {
      if (batch.size() >= BATCH) {
        write(statement, batch);
      }
    }

    private void write(String statement, Columns batch) {
      session.run(statement, batch.take()).consume();
    }

    /** The type is a word of WordNet's own list, not of a user's. */
    private static String links(String type) {
      return """
          UNWIND range(0, size($source) - 1) AS i
          MATCH (a:Synset {id: $source[i]})
          MATCH (b:Synset {id: $target[i]})
          CREATE (a)-[:%s]->(b)
          """
          .formatted(type);
    }

    private long connect(String statement, Columns all) {
      long made = 0;
      for (Map<String, Object> batch : all.batches(BATCH)) {
        made += session.run(statement, batch).consume().counters().relationshipsCreated();
      }
      return made;
    }
  }
}
