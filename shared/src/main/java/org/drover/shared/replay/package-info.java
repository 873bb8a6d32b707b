/**
 * What a journal tells afterwards, from its events alone: the proof that each range was done once,
 * where the time of a pass went, and what became of one member.
 */
package org.drover.shared.replay;
