/**
 * What turns columns into changes: the column batch, and the steps of a spec compiled to stages
 * that work on it. Knows no database.
 */
package org.drover.shared.transform;
