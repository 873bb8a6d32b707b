package org.drover.shared.evidence;

/** The first byte of a value in a before-image. Storage format: none is ever changed or reused. */
final class ValueTag {

  static final int NULL = 0;
  static final int STRING = 1;
  static final int LONG = 2;
  static final int DOUBLE = 3;
  static final int FALSE = 4;
  static final int TRUE = 5;
  static final int DATE = 6;
  static final int LOCAL_TIME = 7;
  static final int TIME = 8;
  static final int LOCAL_DATETIME = 9;
  static final int ZONED_DATETIME = 10;
  static final int PERIOD = 11;
  static final int POINT = 12;
  static final int BYTES = 13;
  static final int LIST = 14;

  static final int FORMAT = 1;

  private ValueTag() {}
}
