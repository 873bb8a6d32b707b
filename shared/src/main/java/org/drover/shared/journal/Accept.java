package org.drover.shared.journal;

/** Which side an operator trusts after one of the two databases was restored. */
public enum Accept {
  /** The fence's cursor counts: the journal is brought to where the graph is. */
  GRAPH,
  /** The journal's cursor counts: the fence is set to where the journal is. */
  JOURNAL
}
