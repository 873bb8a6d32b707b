/**
 * One migration's life: what it remembers, what it decides, and how far its shards are. Knows no
 * database.
 */
package org.drover.coordinator.migration;
