package org.drover.shared.canonical;

/**
 * The first byte of a value's canonical form. Part of the format: none is ever changed or reused.
 */
final class Tag {

  static final int NULL = 0x00;
  static final int FALSE = 0x01;
  static final int TRUE = 0x02;
  static final int INTEGER = 0x03;
  static final int FLOAT = 0x04;
  static final int STRING = 0x05;
  static final int BYTES = 0x06;
  static final int LIST = 0x07;
  static final int DATE = 0x08;
  static final int LOCAL_TIME = 0x09;
  static final int TIME = 0x0a;
  static final int LOCAL_DATETIME = 0x0b;
  static final int DATETIME_OFFSET = 0x0c;
  static final int DATETIME_ZONE = 0x0d;
  static final int DURATION = 0x0e;
  static final int POINT = 0x0f;

  private Tag() {}
}
