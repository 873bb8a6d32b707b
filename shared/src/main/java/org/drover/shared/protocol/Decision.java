package org.drover.shared.protocol;

import java.time.Instant;
import org.drover.shared.journal.Accept;

/**
 * What an operator decided where fence and journal disagree. It answers for each shard of the pass
 * once, at its next takeover: whoever disagrees later is asked about anew.
 *
 * @param accept which side counts
 * @param at when, which tells one decision from another
 */
public record Decision(Accept accept, String author, Instant at) {}
