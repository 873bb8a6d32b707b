/**
 * All passes of a migration over graphs and specs that nobody thought of, in one JVM: the range
 * operations, the planner and both databases are the real ones, only the actors are left out.
 */
package org.drover.deploy.passes;
