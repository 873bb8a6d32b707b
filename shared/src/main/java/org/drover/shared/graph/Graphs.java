package org.drover.shared.graph;

/** The graphs that a node's configuration names. */
public interface Graphs {

  /**
   * The graph of that name.
   *
   * @throws GraphException of kind FATAL if the configuration has no such name, with those it has
   */
  Graph named(String name);
}
