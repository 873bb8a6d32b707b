/**
 * What is kept of a range for those who look at it later: digests of its values, and the image of
 * what was before it. Knows no database.
 */
package org.drover.shared.evidence;
