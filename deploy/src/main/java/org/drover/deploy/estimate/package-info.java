/**
 * A survey of a sample that nobody has to find again: planner, range operation and report are those
 * of every survey, what they keep is kept in memory, and neither journal nor cluster is started.
 */
@NullMarked
package org.drover.deploy.estimate;

import org.jspecify.annotations.NullMarked;
