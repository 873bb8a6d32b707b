/**
 * The events of every migration and shard, as they are stored: this package and its class names are
 * storage format and stay where they are. Also what is concluded from events alone: the proof.
 */
package org.drover.shared.journal;
