/**
 * The main class of a sandbox Neo4j. Runs only in a JVM of its own; nothing of Drover's is on its
 * class path, and nothing of Neo4j's on Drover's.
 */
package org.drover.sandbox.server;
