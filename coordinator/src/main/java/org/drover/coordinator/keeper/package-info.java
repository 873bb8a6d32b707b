/** Wakes unfinished migrations after a full stop, and again and again. */
package org.drover.coordinator.keeper;
