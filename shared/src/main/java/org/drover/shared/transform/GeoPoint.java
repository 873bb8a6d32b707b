package org.drover.shared.transform;

import org.drover.shared.canonical.CanonicalEncoder;
import org.drover.shared.canonical.CanonicalValue;
import org.jspecify.annotations.Nullable;

/**
 * A point in a coordinate system.
 *
 * @param srid the coordinate system's number
 * @param z null in two dimensions
 */
public record GeoPoint(int srid, double x, double y, @Nullable Double z) implements CanonicalValue {

  @Override
  public void encode(CanonicalEncoder encoder) {
    encoder.point(srid, x, y, z);
  }
}
