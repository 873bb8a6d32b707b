/**
 * The port to a graph: what planning asks of it and what a range does in it. Plain, blocking,
 * values in and out; no driver and no query language.
 */
package org.drover.shared.graph;
