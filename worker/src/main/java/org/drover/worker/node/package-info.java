/**
 * A worker member of the cluster: the shards it hosts and the threads on which they use the graph.
 */
package org.drover.worker.node;
