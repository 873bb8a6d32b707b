/**
 * One shard's life: what it remembers, what it decides, and the loop that runs its ranges one after
 * the other. Knows no database.
 */
package org.drover.worker.shard;
