/**
 * Keyspaces and their pieces: keys, slices, shards, id sets. Pure values, plus the port behind
 * which id sets are stored. Knows no database.
 */
package org.drover.shared.keyspace;
