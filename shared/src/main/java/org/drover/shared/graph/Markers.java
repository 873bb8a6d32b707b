package org.drover.shared.graph;

import java.util.Optional;

/** The markers of a graph. Every method blocks, and fails with a {@link GraphException}. */
public interface Markers {

  /**
   * Says where a migration stands. The same again changes nothing, and neither does what comes too
   * late; the time of a phase that was said before stays.
   */
  void announce(Marker marker);

  /** Removes a migration's marker, if there is one. */
  void withdraw(String migration);

  /** The marker as it is. */
  Optional<Marker> marker(String migration);
}
