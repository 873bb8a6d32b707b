package org.drover.shared.specfile;

import java.util.List;
import org.drover.shared.spec.Spec;

/** What came of reading a spec. */
public sealed interface SpecReading {

  /**
   * @param hash SHA-256 of what the spec says, as 64 hex digits; comments, white space, the order
   *     of keys and defaults that are spelt out make no difference
   */
  record Ready(Spec spec, String hash) implements SpecReading {}

  /**
   * @param errors all of them, in the order of the text; never empty
   */
  record Refused(List<SpecError> errors) implements SpecReading {
    public Refused {
      errors = List.copyOf(errors);
    }
  }
}
