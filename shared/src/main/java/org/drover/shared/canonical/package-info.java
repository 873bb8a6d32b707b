/**
 * The canonical encoding of property values and the keys hashed from it, as specified in {@code
 * docs/reference/canonical-key.md}. Knows no columns and no database.
 */
package org.drover.shared.canonical;
