/**
 * Running a migration in one process, and what a member of a cluster reads before it starts. Knows
 * nothing of command lines.
 */
package org.drover.deploy.run;
