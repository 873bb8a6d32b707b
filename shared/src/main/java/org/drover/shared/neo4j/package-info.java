/**
 * The graph port on Neo4j, over Bolt. Everything that knows Cypher or the driver is here, and
 * nothing of either leaves.
 */
package org.drover.shared.neo4j;
