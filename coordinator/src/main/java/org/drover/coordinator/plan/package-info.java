/**
 * Turns a spec and a graph into shards: checks that they agree, chooses the keyspace and says why.
 * Blocking; speaks to the graph only through its port.
 */
package org.drover.coordinator.plan;
