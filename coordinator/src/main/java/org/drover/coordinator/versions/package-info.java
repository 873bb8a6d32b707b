/**
 * Keeps the registry of versions and the log of operations up to the journal, and says which
 * versions are to be retired. Blocking.
 */
@NullMarked
package org.drover.coordinator.versions;

import org.jspecify.annotations.NullMarked;
