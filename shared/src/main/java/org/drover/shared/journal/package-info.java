/**
 * The events of every migration and shard, as they are stored: this package and its class names are
 * storage format and stay where they are.
 */
package org.drover.shared.journal;
