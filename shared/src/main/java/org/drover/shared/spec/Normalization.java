package org.drover.shared.spec;

/**
 * What is done to a string before it enters a canonical key; applied in the order declared here.
 */
public enum Normalization {
  NFC,
  TRIM,
  LOWERCASE
}
